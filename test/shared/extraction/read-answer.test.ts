import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readAnswer } from '../../../shared/extraction/read-answer.ts';
import { titleAnalysis } from '../../builders/analysis.ts';

const usage = {
  promptTokens: 900,
  cachedPromptTokens: null,
  completionTokens: 3,
  reasoningTokens: null,
};

function read(answer: string, finishReason = 'stop'): unknown {
  return readAnswer(titleAnalysis, { answer, finishReason, usage });
}

const minutes = '{"title": "Minutes {draft} \\"one\\""}';

describe('reading an answer', () => {
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
    expect(read(answer)).toEqual({ title: 'Minutes {draft} "one"' });
  });

  it.each([
    ['ANSWER_BLANK', '  \n ', 'stop'],
    ['ANSWER_TRUNCATED', '{"title": "Minutes"}', 'length'],
    ['ANSWER_TRUNCATED', '{"title": "Minutes"}', 'insufficient_system_resource'],
    ['ANSWER_REFUSED', '', 'content_filter'],
    ['ANSWER_NOT_JSON', 'I cannot do that.', 'stop'],
    ['ANSWER_NOT_JSON', '{"title": "Minu', 'stop'],
    ['ANSWER_NOT_JSON', '["Minutes"]', 'stop'],
    ['ANSWER_OFF_SCHEMA', '{"title": 7}', 'stop'],
    ['ANSWER_OFF_SCHEMA', '{}', 'stop'],
  ])('fails with %s and the usage that was paid: %s', (code, answer, finishReason) => {
    expect(() => read(answer, finishReason)).toThrow(expect.objectContaining({ code, usage }));
  });

  it('leaves out a null that a strict schema made the model say', () => {
    const schema = z.object({ title: z.string(), page: z.int().optional() });

    const output = readAnswer(
      { schema },
      { answer: '{"title":"Minutes","page":null}', finishReason: 'stop', usage },
    );

    expect(output).toEqual({ title: 'Minutes' });
  });

  it('never repeats the words of an answer in a message', () => {
    assert(
      property(string({ minLength: 12 }), (secret) => {
        const answer = JSON.stringify({ title: [secret], [secret]: secret });

        let message = '';
        try {
          read(answer);
        } catch (error) {
          message = error instanceof Error ? error.message : '';
        }

        expect(message).toContain('/title');
        expect(message).not.toContain(secret);
      }),
    );
  });
});
