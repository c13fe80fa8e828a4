import type {
  LanguageModel,
  ModelAnswer,
  ModelRequest,
} from '../../shared/ports/language-model.ts';
import { modelAnswer } from './scripted-language-model.ts';

const charactersAToken = 4;

/** The rows of a Markdown table that a prompt shows: `| 17 | Ada |`. */
function rowsIn(document: string): { id: number; name: string }[] {
  return [...document.matchAll(/^\| (\d+) \| ([^|]+) \|$/gm)].map(([, id, name]) => ({
    id: Number(id),
    name: name ?? '',
  }));
}

/**
 * Answers with every row of the table that it is shown, and is really cut at the room that it gets:
 * with half an answer, and finish reason `length`.
 */
export class RowReadingModel implements LanguageModel {
  readonly requests: ModelRequest[] = [];
  wholeAnswers = 0;

  async answer(request: ModelRequest): Promise<ModelAnswer> {
    this.requests.push(request);
    const answer = answerWithRows(request);
    if (answer.finishReason === 'stop') this.wholeAnswers += 1;
    return answer;
  }
}

/** What a {@link RowReadingModel} says. */
export function answerWithRows({ prompt, maxOutputTokens }: ModelRequest): ModelAnswer {
  const text = JSON.stringify({ rows: rowsIn(prompt.document) });
  const room = maxOutputTokens * charactersAToken;
  const shown = text.slice(0, room);
  return modelAnswer({
    text: shown,
    finishReason: text.length > room ? 'length' : 'stop',
    usage: {
      promptTokens: tokensOf(prompt.instructions + prompt.document),
      cachedPromptTokens: 0,
      completionTokens: tokensOf(shown),
      reasoningTokens: null,
    },
  });
}

function tokensOf(text: string): number {
  return Math.ceil(text.length / charactersAToken);
}
