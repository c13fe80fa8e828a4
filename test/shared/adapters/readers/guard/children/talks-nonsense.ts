import { answer } from './answer.ts';

await answer('{"reading":{"kind":"text","text":{"text":"x","turns":[{"start":0,"end":99}]}}}');
