import { answer, textAnswer } from './answer.ts';

const startedAt = performance.timeOrigin;
// Long enough that a second process, if there were one, would have begun by then.
while (performance.timeOrigin + performance.now() < startedAt + 100) process.hrtime();
await answer(textAnswer([startedAt, performance.timeOrigin + performance.now()]));
