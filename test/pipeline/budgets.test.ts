import { describe, expect, it } from 'vitest';
import { SteppedScheduleClock } from '../../local/schedule-clock.ts';
import { DynamoBudgets } from '../../shared/adapters/aws/dynamo-budgets.ts';
import { tableOf } from '../../shared/adapters/aws/table.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { analysis as digest } from '../../shared/analysis/built-in/document-digest.ts';
import { wantedTokensOf } from '../../shared/extraction/answer-room.ts';
import { renderPrompt } from '../../shared/extraction/render-prompt.ts';
import { estimateCost } from '../../shared/money/estimate-cost.ts';
import { modelChoice } from '../builders/analysis.ts';
import { budgetLimit } from '../builders/budget.ts';
import { digestAnswer } from '../fakes/digest-answer.ts';
import { startFakeModelServer } from '../fakes/fake-model-server.ts';
import { deploy, hasEnded } from './deployed.ts';

const texts = ['# One\n\nWe decided to paint.\n', '# Two\n\nWe decided to leave.\n'] as const;

/** Tokens that one of the two documents may take. */
function estimateOf(text: string): number {
  const prompt = renderPrompt(digest, { text, position: null });
  const maxOutputTokens = wantedTokensOf(digest, modelChoice);
  return estimateCost({ choice: modelChoice, prompt, maxOutputTokens }, new Date()).tokens;
}

describe('a budget that two jobs do not both fit in', () => {
  it('lets one succeed and holds the other, which succeeds when the budget is raised', async () => {
    await using server = await startFakeModelServer({ respond: () => digestAnswer });
    const clock = new SteppedScheduleClock(new Date('2026-05-04T12:00:00Z'));
    const deployed = await deploy(server.baseUrl, { clock });
    const { dynamodb, outputs } = deployed;
    const budgets = new DynamoBudgets(
      tableOf(dynamodb, outputs['JobTableName'] ?? ''),
      systemClock,
    );
    const changedAt = new Date().toISOString();
    const one = estimateOf(texts[0]);
    // Room for what one may take, but not beside what the other did take.
    await budgets.setLimit(budgetLimit({ tokens: one + 500, changedAt }));

    await deployed.upload('inbox/document-digest/one.md', texts[0]);
    await deployed.jobsWhen(1, hasEnded);
    await deployed.upload('inbox/document-digest/two.md', texts[1]);
    const jobs = await deployed.jobsWhen(2, (job) => hasEnded(job) || job.status === 'HELD');

    const date = new Date().toISOString().slice(0, 10);
    expect(jobs.map(({ status }) => status).toSorted()).toEqual(['HELD', 'SUCCEEDED']);
    expect(jobs.find(({ status }) => status === 'HELD')).toMatchObject({
      heldReason: `budget all ${date}`,
      error: { code: 'BUDGET_EXCEEDED' },
    });
    expect(server.wholeAnswers).toBe(1);

    await budgets.setLimit(budgetLimit({ tokens: 3 * one, changedAt: new Date().toISOString() }));
    const kept = await deployed.invokeSchedule('Keeper');
    const ended = await deployed.jobsWhen(2, hasEnded);

    expect(kept).toMatchObject({ ok: true, payload: { queued: 1 } });
    expect(ended.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(server.wholeAnswers).toBe(2);
    expect(await budgets.day(date, 'all')).toMatchObject({
      settledTokens: 2 * 930,
      usedTokens: 2 * 930,
      reservations: {},
    });
  });
});
