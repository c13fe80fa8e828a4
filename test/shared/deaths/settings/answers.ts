import * as z from 'zod';
import { defineAnalysis } from '../../../../shared/analysis/define-analysis.ts';
import { quote } from '../../../../shared/analysis/quote.ts';
import { modelChoice, titleQuestion } from '../../../builders/analysis.ts';
import { queuedJob } from '../../../builders/job.ts';
import { documentText } from '../../../builders/worker.ts';
import { modelAnswer } from '../../../fakes/scripted-language-model.ts';
import type { Setting } from '../setting.ts';

export const title = JSON.stringify({ title: 'Board minutes' });

/** One that is answered at once, within a budget. */
export function shortDocument(): Setting {
  const job = queuedJob();
  return {
    jobs: [job],
    documents: { [job.document.key]: documentText },
    question: () => titleQuestion,
    answer: () => title,
  };
}

/** Two uploads of the same text share an answer. */
export function copies(): Setting {
  const job = queuedJob();
  const copy = { ...job.document, key: 'inbox/title-only/copy.txt' };
  return {
    ...shortDocument(),
    jobs: [job, queuedJob({ jobId: 'c'.repeat(32), document: copy })],
    documents: { [job.document.key]: documentText, [copy.key]: documentText },
  };
}

/** The provider breaks its first answer off; the job comes back for another. */
export function brokenAnswer(): Setting {
  const broken = modelAnswer({
    text: '{"title":"Boa',
    finishReason: 'insufficient_system_resource',
  });
  let answers = 0;
  return {
    ...shortDocument(),
    answer: () => {
      answers += 1;
      return answers === 1 ? broken : title;
    },
    mayAskOtherwise: true,
  };
}

const promises = defineAnalysis({
  name: 'promises',
  description: 'Who promised what.',
  instructions: 'List every promise with the words that prove it.',
  schema: z.object({ promises: z.array(z.object({ who: z.string(), evidence: quote() })) }),
  example: { promises: [{ who: 'Odo', evidence: 'I will bring the key' }] },
});

/** The first answer is no JSON, the second quotes what is not there, and a third mends that. */
export function mendedAnswer(): Setting {
  const job = queuedJob({ analysis: promises.name, revision: 'r1' });
  const found = { promises: [{ who: 'Ada', evidence: 'I called the insurer' }] };
  const mended = {
    quotes: [{ path: '/promises/0/evidence', quote: 'ring the insurer on Monday' }],
  };
  return {
    jobs: [job],
    documents: { [job.document.key]: 'Ada: I will ring the insurer on Monday.' },
    question: () => ({ analysis: promises, choice: modelChoice, revision: 'r1' }),
    answer: ({ prompt: { followUp }, schema }) => {
      if (JSON.stringify(schema).includes('"quotes"')) return JSON.stringify(mended);
      return followUp === undefined ? 'There is one promise.' : JSON.stringify(found);
    },
  };
}
