import { ModelAccountRefused, ModelThrottled } from '../../../../shared/failure/model-errors.ts';
import { modelChoice } from '../../../builders/analysis.ts';
import { queuedJob } from '../../../builders/job.ts';
import type { Setting } from '../setting.ts';
import { shortDocument, title } from './answers.ts';

const noCredit = new ModelAccountRefused('the account has no credit left (HTTP 402); top it up');

/** Two documents of different texts. */
export function twoDocuments(): Setting {
  const job = queuedJob();
  const document = { ...job.document, key: 'inbox/title-only/other.txt' };
  return {
    ...shortDocument(),
    jobs: [job, queuedJob({ jobId: 'c'.repeat(32), document })],
    documents: { [job.document.key]: 'Board minutes', [document.key]: 'Other minutes' },
  };
}

/** The account is filled up after four minutes. */
export function refusedAccount(): Setting {
  const filledUp = new Date('2026-05-04T08:04:00.000Z');
  return { ...twoDocuments(), answer: (_request, now) => (now < filledUp ? noCredit : title) };
}

/** The first provider answers one document, and refuses from then on; another one answers. */
export function fallback(): Setting {
  const refusesFrom = new Date('2026-05-04T08:00:30.000Z');
  const other = { ...modelChoice, provider: 'openrouter', providerIdentity: 'openrouter' } as const;
  const setting = twoDocuments();
  const [first, second] = setting.jobs ?? [];
  if (first === undefined || second === undefined) throw new Error('there are no two documents');
  return {
    ...setting,
    jobs: [first, { ...second, notBefore: '2026-05-04T08:00:40.000Z' }],
    fallbacks: [{ ...other, model: 'some-model' }],
    answer: ({ choice }, now) =>
      choice.provider === 'deepseek' && now > refusesFrom ? noCredit : title,
    mayAskOtherwise: true,
  };
}

/** Calls are refused for a minute. */
export function throttledCalls(): Setting {
  const takenAgain = new Date('2026-05-04T08:01:00.000Z');
  return {
    ...shortDocument(),
    answer: (_request, now) => (now < takenAgain ? new ModelThrottled('slow down') : title),
  };
}
