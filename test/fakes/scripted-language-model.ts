import type {
  LanguageModel,
  ModelAnswer,
  ModelRequest,
} from '../../shared/ports/language-model.ts';

/** What is done with one request: an answer, a failure, or a function that makes one of it. */
export type ScriptedAnswer =
  | ModelAnswer
  | Error
  | ((request: ModelRequest) => ModelAnswer | Promise<ModelAnswer>);

/** Plays back a script of answers and failures, and fails the test when it runs out. */
export class ScriptedLanguageModel implements LanguageModel {
  readonly requests: ModelRequest[] = [];
  readonly #script: ScriptedAnswer[];

  constructor(...script: readonly ScriptedAnswer[]) {
    this.#script = [...script];
  }

  async answer(request: ModelRequest): Promise<ModelAnswer> {
    this.requests.push(request);
    const next = this.#script.shift();
    if (next === undefined) {
      throw new Error(`no answer was scripted for call ${this.requests.length}`);
    }
    if (next instanceof Error) throw next;
    return typeof next === 'function' ? await next(request) : next;
  }
}

/** An answer with everything a provider may say; `parts` says otherwise. */
export function modelAnswer(parts: Partial<ModelAnswer> = {}): ModelAnswer {
  return {
    text: '{}',
    reasoning: null,
    finishReason: 'stop',
    structuredOutput: 'json_object',
    refusedStructuredOutputs: [],
    usage: {
      promptTokens: 900,
      cachedPromptTokens: 128,
      completionTokens: 30,
      reasoningTokens: null,
    },
    servedModel: 'served-model',
    fingerprint: 'fp_1',
    responseId: 'response-1',
    requestId: 'request-1',
    firstTokenMs: 0,
    ...parts,
  };
}
