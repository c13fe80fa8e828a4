import { anything, assert, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUsage } from '../../../../shared/adapters/openai/read-usage.ts';

describe('reading usage', () => {
  it('understands the way of OpenAI, OpenRouter and llama.cpp', () => {
    const usage = readUsage({
      prompt_tokens: 10,
      completion_tokens: 5,
      prompt_tokens_details: { cached_tokens: 4, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 2 },
    });

    expect(usage).toEqual({
      promptTokens: 10,
      cachedPromptTokens: 4,
      completionTokens: 5,
      reasoningTokens: 2,
    });
  });

  it('keeps what is not said unknown, never zero', () => {
    expect(
      readUsage({ prompt_tokens: 10, completion_tokens: null, prompt_tokens_details: null }),
    ).toEqual({
      promptTokens: 10,
      cachedPromptTokens: null,
      completionTokens: null,
      reasoningTokens: null,
    });
  });

  it('never fails, and never makes a count up', () => {
    assert(
      property(anything(), (raw) => {
        for (const count of Object.values(readUsage(raw))) {
          expect(count === null || (Number.isInteger(count) && count >= 0)).toBe(true);
        }
      }),
    );
  });
});
