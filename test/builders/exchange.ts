import { type Exchange, exchangeSchema } from '../../shared/extraction/exchange.ts';

/** An exchange that brought an answer; `parts` says otherwise. */
export function storedExchange(parts: Partial<Exchange> = {}): Exchange {
  return exchangeSchema.parse({
    schemaVersion: 1,
    requestHash: 'e1',
    ask: 1,
    generation: 1,
    revision: '3f9c2a1b',
    thinking: true,
    structuredOutput: 'json_object',
    paidBy: {
      jobId: '0123456789abcdef0123456789abcdef',
      analysis: 'meeting-minutes',
      provider: 'deepseek',
      model: 'deepseek-flash',
      startedAt: '2026-05-01T10:00:00.300Z',
      call: 1,
    },
    lostCalls: [],
    answer: '{}',
    reasoning: null,
    finishReason: 'stop',
    usage: {
      promptTokens: 1200,
      cachedPromptTokens: 0,
      completionTokens: 64,
      reasoningTokens: null,
    },
    cost: null,
    servedModel: 'served-model',
    fingerprint: null,
    responseId: null,
    requestId: null,
    completedAt: '2026-05-01T10:00:01.200Z',
    firstTokenMs: 200,
    latencyMs: 900,
    ...parts,
  });
}
