import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineAnalysis } from '../../../shared/analysis/define-analysis.ts';
import { quote } from '../../../shared/analysis/quote.ts';
import { ModelThrottled } from '../../../shared/failure/model-errors.ts';
import { askedWorld, type AskedWorld, runJob } from '../../builders/asked-world.ts';
import {
  modelAnswer,
  type ScriptedAnswer,
  ScriptedLanguageModel,
} from '../../fakes/scripted-language-model.ts';

const promiseAnalysis = defineAnalysis({
  name: 'promises',
  description: 'Who promised what.',
  instructions: 'List every promise with the words that prove it.',
  schema: z.object({ promises: z.array(z.object({ who: z.string(), evidence: quote() })) }),
  example: { promises: [{ who: 'Odo', evidence: 'I will bring the key' }] },
});

const text = 'Ada: I will ring the insurer on Monday.\nOdo: Then I shall paint the door.';

function answerOf(...evidence: readonly string[]): ScriptedAnswer {
  const promises = evidence.map((words) => ({ who: 'Ada', evidence: words }));
  return modelAnswer({ text: JSON.stringify({ promises }) });
}

function mended(path: string, words: string | null): ScriptedAnswer {
  return modelAnswer({ text: JSON.stringify({ quotes: [{ path, quote: words }] }) });
}

function world(...script: readonly ScriptedAnswer[]): AskedWorld<ScriptedLanguageModel> {
  const model = new ScriptedLanguageModel(...script);
  return askedWorld({ analysis: promiseAnalysis, text, model });
}

describe('quotes that are not in the document', () => {
  it('are asked for once more, all in one request that has the document first', async () => {
    const asked = world(
      answerOf('I will ring the insurer', 'I called the insurer', 'the door gets painted'),
      mended('/promises/1/evidence', 'ring the insurer on Monday'),
    );

    const result = await runJob(asked);

    const [first, second] = asked.model.requests;
    expect(asked.model.requests).toHaveLength(2);
    expect(second?.prompt.document).toBe(first?.prompt.document);
    expect(second?.prompt.followUp?.request).toContain('/promises/2/evidence');
    expect(second?.prompt.followUp?.request).not.toContain('/promises/0/evidence');
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      output: { promises: [{}, { evidence: 'ring the insurer on Monday' }, {}] },
      grounding: { verified: 2, unverified: 1 },
      usage: { paidExchanges: 2 },
    });
    expect(result?.warnings.join()).toContain('1 of 3 quotes');
  });

  it.each([
    ['is none either', mended('/promises/0/evidence', 'I phoned them')],
    ['belongs to something that was not asked about', mended('/promises/7/evidence', 'the door')],
    ['is null', mended('/promises/0/evidence', null)],
    ['is no JSON', modelAnswer({ text: 'Sorry.' })],
    ['was cut', modelAnswer({ text: '{"quotes": [', finishReason: 'length' })],
  ])('stay, and are labelled, where the answer %s', async (_what, answer) => {
    const asked = world(answerOf('I called the insurer'), answer);

    const result = await runJob(asked);

    expect(asked.model.requests).toHaveLength(2);
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      output: { promises: [{ evidence: 'I called the insurer' }] },
      grounding: {
        verified: 0,
        unverified: 1,
        quotes: [{ path: '/promises/0/evidence', verified: false, start: null }],
      },
    });
  });

  it('are not asked for where all of them are there', async () => {
    const asked = world(answerOf('Then I shall paint the door.'));

    const result = await runJob(asked);

    expect(asked.model.requests).toHaveLength(1);
    expect(result?.grounding).toMatchObject({
      verified: 1,
      quotes: [{ start: text.indexOf('Then'), end: text.length }],
    });
  });

  it('wait for the provider like any other question', async () => {
    const asked = world(
      answerOf('I called the insurer'),
      new ModelThrottled('slow down'),
      mended('/promises/0/evidence', 'I will ring the insurer'),
    );

    await runJob(asked);
    await asked.clock.advance(60_000);
    const result = await runJob(asked);

    expect(asked.model.requests).toHaveLength(3);
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      grounding: { verified: 1, unverified: 0 },
    });
  });
});
