import * as z from 'zod';
import { defineAnalysis } from '../../../../shared/analysis/define-analysis.ts';
import { modelChoice } from '../../../builders/analysis.ts';
import { queuedJob } from '../../../builders/job.ts';
import { rowsAnalysis, table } from '../../../builders/long-world.ts';
import { answerWithRows } from '../../../fakes/row-reading-model.ts';
import type { Setting } from '../setting.ts';

const story = defineAnalysis({
  name: 'story',
  description: 'What a story tells.',
  instructions: 'Tell the story in one sentence, and name who is in it.',
  schema: z.object({ summary: z.string().min(1), people: z.array(z.string()) }),
  example: { summary: 'Ada finds a key.', people: ['Ada'] },
});

/** In three parts, whose outputs the model merges. */
export function longDocument(): Setting {
  const text = Array.from(
    { length: 120 },
    (_, index) =>
      `Chapter ${index}. Then Ada met Person${index % 20} at the mill, and they talked.`,
  ).join('\n\n');
  const job = queuedJob({ analysis: story.name, revision: 'r1' });
  const choice = { ...modelChoice, contextTokens: 3_800, maxOutputTokens: 1_000 };
  return {
    jobs: [job],
    documents: { [job.document.key]: text },
    question: () => ({ analysis: story, choice, revision: 'r1' }),
    answer: ({ prompt: { document } }) => {
      if (document.startsWith('<parts')) return JSON.stringify({ summary: 'Ada met many.' });
      const shown = document.slice(document.indexOf('<document'));
      const people = [...new Set(shown.match(/Person\d+/g))];
      return JSON.stringify({ summary: `Ada met ${people[0]}.`, people });
    },
  };
}

/** An answer has room for fewer rows than a request, so that parts are halved. */
export function longAnswers(): Setting {
  const job = queuedJob({ analysis: rowsAnalysis.name, revision: 'r1' });
  const choice = { ...modelChoice, contextTokens: 6_000, maxOutputTokens: 400 };
  return {
    jobs: [job],
    documents: { [job.document.key]: table(100) },
    question: () => ({ analysis: rowsAnalysis, choice, revision: 'r1' }),
    answer: answerWithRows,
  };
}
