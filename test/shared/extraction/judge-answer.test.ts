import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { acceptOutput } from '../../../shared/extraction/accept-output.ts';
import { judgeAnswer, type Verdict } from '../../../shared/extraction/judge-answer.ts';
import { titleAnalysis } from '../../builders/analysis.ts';

const usage = {
  promptTokens: 900,
  cachedPromptTokens: null,
  completionTokens: 3,
  reasoningTokens: null,
};

interface Said {
  readonly finishReason?: string;
  readonly reasoning?: string;
}

function judge(answer: string, { finishReason = 'stop', reasoning }: Said = {}): Verdict {
  return judgeAnswer(
    { accept: (found) => acceptOutput(titleAnalysis, found) },
    { answer, reasoning: reasoning ?? null, finishReason, usage },
  );
}

const minutes = '{"title": "Minutes {draft} \\"one\\""}';

describe('judging an answer', () => {
  it.each([
    ['as it is', minutes],
    ['in a fence', `\`\`\`json\n${minutes}\n\`\`\``],
    [
      'in a fence with words around it',
      `Here you are:\n\`\`\`\n${minutes}\n\`\`\`\nAnything else?`,
    ],
    ['among words', `The object is ${minutes}. Done.`],
    ['behind braces that are no object', `In {this} case: ${minutes}`],
  ])('finds the object %s', (_where, answer) => {
    expect(judge(answer)).toEqual({ kind: 'usable', output: { title: 'Minutes {draft} "one"' } });
  });

  it.each([
    ['a comma too many', '{"title": "Minutes",}'],
    ['single quotes', "{'title': 'Minutes'}"],
    ['a name without quotes', '{title: "Minutes"}'],
    ['a comment', '{"title": "Minutes" /* of the board */}'],
    ['a brace too many, among words', 'Here: {"title": "Minutes",} Done.'],
  ])('puts right %s', (_what, answer) => {
    expect(judge(answer)).toEqual({ kind: 'usable', output: { title: 'Minutes' } });
  });

  it.each([
    ['inside a string', '{"title": "Minu'],
    ['behind a value', '{"title": "Minutes"'],
    ['inside a list', '{"title": "Minutes", "items": [1, 2'],
  ])(
    'never closes an answer that ends %s, although the model says that it was done',
    (_where, answer) => {
      expect(judge(answer)).toMatchObject({ failure: { code: 'ANSWER_NOT_JSON' } });
    },
  );

  it.each([
    ['ANSWER_BLANK', '  \n ', {}],
    ['ANSWER_TRUNCATED', '{"title": "Minutes"}', { finishReason: 'length' }],
    ['ANSWER_TRUNCATED', '{"title": "Minutes"}', { finishReason: 'insufficient_system_resource' }],
    ['ANSWER_REFUSED', '', { finishReason: 'content_filter' }],
    ['ANSWER_EATEN_BY_THINKING', ' ', { finishReason: 'length', reasoning: 'Let me see' }],
    ['ANSWER_EATEN_BY_THINKING', '', { reasoning: 'Let me see' }],
    ['ANSWER_NOT_JSON', 'I cannot do that.', {}],
    ['ANSWER_NOT_JSON', '["Minutes"]', {}],
    ['ANSWER_OFF_SCHEMA', '{"title": 7}', {}],
    ['ANSWER_OFF_SCHEMA', '{}', {}],
  ])('says %s and the usage that was paid: %s', (code, answer, said) => {
    expect(judge(answer, said)).toMatchObject({ kind: 'unusable', failure: { code, usage } });
  });

  it('knows an answer that was eaten by thinking from the count of reasoning tokens alone', () => {
    const exchange = {
      answer: '',
      reasoning: null,
      finishReason: 'length',
      usage: { ...usage, reasoningTokens: 8_000 },
    };

    const verdict = judgeAnswer({ accept: (found) => ({ output: found }) }, exchange);

    expect(verdict).toMatchObject({ failure: { code: 'ANSWER_EATEN_BY_THINKING' } });
  });

  it('leaves out a null that a strict schema made the model say', () => {
    const schema = z.object({ title: z.string(), page: z.int().optional() });
    const exchange = {
      answer: '{"title":"Minutes","page":null}',
      reasoning: null,
      finishReason: 'stop',
      usage,
    };

    const verdict = judgeAnswer({ accept: (found) => acceptOutput({ schema }, found) }, exchange);

    expect(verdict).toEqual({ kind: 'usable', output: { title: 'Minutes' } });
  });

  it('never repeats the words of an answer in a message', () => {
    assert(
      property(string({ minLength: 12 }), (secret) => {
        const verdict = judge(JSON.stringify({ title: [secret], [secret]: secret }));

        const message = verdict.kind === 'unusable' ? verdict.failure.message : '';
        expect(message).toContain('/title');
        expect(message).not.toContain(secret);
      }),
    );
  });
});
