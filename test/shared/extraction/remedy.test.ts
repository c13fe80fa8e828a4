import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineAnalysis, jsonSchemaOf } from '../../../shared/analysis/define-analysis.ts';
import { acceptOutput } from '../../../shared/extraction/accept-output.ts';
import type { Asking, JsonObject } from '../../../shared/extraction/asking.ts';
import type { Exchange } from '../../../shared/extraction/exchange.ts';
import { judgeAnswer } from '../../../shared/extraction/judge-answer.ts';
import { remedyFor, remedyForCutCall } from '../../../shared/extraction/remedy.ts';
import { renderPrompt } from '../../../shared/extraction/render-prompt.ts';
import { modelChoice } from '../../builders/analysis.ts';

const callAnalysis = defineAnalysis({
  name: 'call',
  description: 'A call.',
  instructions: 'Say who called and why.',
  schema: z.strictObject({ caller: z.string(), reasons: z.array(z.string()).min(1) }),
  example: { caller: 'Ada', reasons: ['A bill'] },
});

const thinkingChoice = {
  ...modelChoice,
  thinking: true,
  direct: {
    model: modelChoice.model,
    structuredOutputs: modelChoice.structuredOutputs,
    maxOutputTokens: 8_000,
  },
};

const asked: Asking = {
  about: { start: 0, end: 21 },
  choice: { ...modelChoice, structuredOutputs: ['json_object', 'text'] },
  prompt: renderPrompt(callAnalysis, { text: 'Ada: my bill is wrong', position: null }),
  schema: jsonSchemaOf(callAnalysis),
  wantedTokens: 2_000,
  tokenCorrection: 1,
  ask: 1,
  accept: (found) => acceptOutput(callAnalysis, found),
};

type Said = Partial<Pick<Exchange, 'answer' | 'finishReason' | 'reasoning' | 'structuredOutput'>>;

function remedy(said: Said, about: Asking = asked): ReturnType<typeof remedyFor> {
  const usage = {
    promptTokens: 900,
    cachedPromptTokens: null,
    completionTokens: 3,
    reasoningTokens: null,
  };
  const exchange = {
    answer: '',
    reasoning: null,
    finishReason: 'stop',
    structuredOutput: 'json_object',
    thinking: about.choice.thinking,
    usage,
    ...said,
  };
  const verdict = judgeAnswer(about, exchange);
  if (verdict.kind === 'usable') throw new Error('the answer is of use');
  return remedyFor(about, verdict, exchange);
}

function changed(said: Said, about: Asking = asked): Asking {
  const found = remedy(said, about);
  if (found === null || found === 'split') throw new Error(`expected a question, got ${found}`);
  return found;
}

describe('the remedy for an answer of no use', () => {
  it('asks nothing more when the provider withheld the answer', () => {
    expect(remedy({ finishReason: 'content_filter' })).toBeNull();
  });

  it('asks about less at a time when the answer was cut at its limit', () => {
    expect(remedy({ answer: '{"caller": "A', finishReason: 'length' })).toBe('split');
  });

  it('asks the same once more when the provider broke off', () => {
    const again = changed({ answer: '{', finishReason: 'insufficient_system_resource' });

    expect(again).toEqual({ ...asked, ask: 2 });
  });

  it('asks without thinking when thinking ate the answer', () => {
    const thinking = { ...asked, choice: thinkingChoice };

    const again = changed({ reasoning: 'Hm', finishReason: 'length' }, thinking);

    expect(again).toMatchObject({ ask: 2, choice: { thinking: false } });
  });

  it('asks without thinking for no more than the model then writes', () => {
    const thinking = { ...asked, choice: thinkingChoice, wantedTokens: 24_576 };

    const again = changed({ reasoning: 'Hm', finishReason: 'length' }, thinking);

    expect(again.wantedTokens).toBe(thinkingChoice.direct.maxOutputTokens);
  });

  it('gives a model more room whose thinking cannot be switched off, and then asks about less', () => {
    const eaten = { reasoning: 'Hm', finishReason: 'length' };

    const again = changed(eaten);
    const atLimit = { ...again, wantedTokens: modelChoice.maxOutputTokens };

    expect(again.wantedTokens).toBe(4_000);
    expect(remedy(eaten, atLimit)).toBe('split');
  });

  it('holds a model to JSON less strictly when its answer was blank', () => {
    const again = changed({ answer: '   ' });

    expect(again.choice.structuredOutputs).toEqual(['text']);
    expect(again.prompt).toEqual(asked.prompt);
  });

  it('goes on behind the way that was really used, where the provider refused the first', () => {
    const choice = {
      ...modelChoice,
      structuredOutputs: ['strict_tools', 'json_object', 'text'] as const,
    };

    const again = changed({ answer: '' }, { ...asked, choice });

    expect(again.choice.structuredOutputs).toEqual(['text']);
  });

  it('asks the same once more where a blank answer was held to JSON by words alone', () => {
    const again = changed({ answer: '', structuredOutput: 'text' });

    expect(again).toEqual({ ...asked, ask: 2 });
  });

  it('asks for the object alone when there was none', () => {
    const again = changed({ answer: 'The caller is Ada.' });

    expect(again.prompt).toMatchObject({
      document: asked.prompt.document,
      followUp: { answer: 'The caller is Ada.', request: expect.stringContaining('JSON') },
    });
    expect(again.schema).toEqual(asked.schema);
  });

  it('asks only for the properties that do not fit, with the validator’s words', () => {
    const again = changed({ answer: '{"caller": "Ada", "reasons": []}' });

    expect(again.schema).toMatchObject({ required: ['reasons'] });
    expect(Object.keys(Object(again.schema['properties']))).toEqual(['reasons']);
    expect(again.prompt.followUp?.request).toContain('/reasons');
    expect(again.accept({ reasons: ['A bill'] })).toEqual({
      output: { caller: 'Ada', reasons: ['A bill'] },
    });
  });

  it('asks for a property that contains the whole again by a schema that says what the whole is', () => {
    const node = z.strictObject({
      name: z.string(),
      get children() {
        return z.array(node);
      },
    });
    const about = {
      ...asked,
      schema: jsonSchemaOf({ schema: node }),
      accept: (found: JsonObject) => acceptOutput({ schema: node }, found),
    };

    const again = changed({ answer: '{"name": "A", "children": [{"name": "B"}]}' }, about);

    const validator = z.fromJSONSchema(again.schema);
    const leaf = { name: 'B', children: [] };
    expect(validator.safeParse({ children: [leaf] }).success).toBe(true);
    expect(validator.safeParse({ children: [{ children: [] }] }).success).toBe(false);
  });

  it('asks for the whole object when what does not fit is no property of it', () => {
    const again = changed({ answer: '{"caller": "Ada", "reasons": ["A bill"], "mood": "bad"}' });

    expect(again.schema).toEqual(asked.schema);
  });

  it('keeps what was put right when something else still does not fit', () => {
    const first = changed({ answer: '{"caller": 7, "reasons": []}' });

    const second = first.accept({ caller: 'Ada', reasons: ['A bill'] });

    expect(second).toEqual({ output: { caller: 'Ada', reasons: ['A bill'] } });
  });
});

describe('a call that our own deadline cut', () => {
  it('is followed by one without thinking', () => {
    expect(remedyForCutCall({ ...asked, choice: thinkingChoice })).toMatchObject({
      ask: 2,
      choice: { thinking: false },
    });
  });

  it('is never repeated unchanged', () => {
    expect(remedyForCutCall(asked)).toBe('split');
  });
});
