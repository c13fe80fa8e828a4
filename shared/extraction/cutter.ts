import { cutText } from '../document/cut-text.ts';
import type { DocumentText } from '../document/document-text.ts';
import type { Range } from '../document/range.ts';
import { RequestTooLong } from '../failure/job-errors.ts';
import { wantedTokensOf } from './answer-room.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { Question } from './question.ts';
import { renderInstructions } from './render-prompt.ts';

/** Kept free of a part's room, in tokens: marks, where the part stands, and the last line of the prompt. */
const frameTokens = 1_500;

/** Less room than this for a part's text is none, in tokens. */
const leastPartTokens = 500;

/** The estimate is corrected by what a provider counted, and by this share more. */
const safety = 1.05;

/** Cuts a text into parts that a model can be asked about. */
export interface Cutter {
  /** Parts that together are the range; one where it fits, none where it is empty. */
  readonly cut: (range: Range) => readonly Range[];
  /** The same with parts no larger than the larger of these. */
  readonly within: (ranges: readonly Range[]) => Cutter;
  /**
   * The same, from what is known once a part was answered: no later part is larger, and tokens are
   * counted as the provider counted those of its prompt.
   *
   * @param promptTokens `null` where the provider did not say
   */
  readonly corrected: (answered: Range, promptTokens: number | null) => Cutter;
}

/** @throws {RequestTooLong} where the analysis leaves the model no room for any document */
export function cutterFor(document: DocumentText, { analysis, choice }: Question): Cutter {
  const instructionTokens = estimateTokens(renderInstructions(analysis));
  const roomTokens =
    choice.contextTokens - wantedTokensOf(analysis, choice) - instructionTokens - frameTokens;
  if (roomTokens < leastPartTokens) {
    throw new RequestTooLong(
      `the instructions of ${analysis.name} and the room for its answer take the ${choice.contextTokens} tokens of model ${choice.model}`,
    );
  }
  return cutterWithin({ maximumTokens: roomTokens, correction: 1 });

  function cutterWithin(limit: { maximumTokens: number; correction: number }): Cutter {
    const tokensOf = (text: string): number => Math.ceil(estimateTokens(text) * limit.correction);
    const tokensIn = ({ start, end }: Range): number => tokensOf(document.text.slice(start, end));
    return {
      cut: (range) =>
        range.start === range.end ? [] : cutText(document, range, { ...limit, tokensOf }),
      within: (ranges) =>
        cutterWithin({ ...limit, maximumTokens: Math.max(...ranges.map(tokensIn)) }),
      corrected: (answered, promptTokens) => {
        const isWhole = answered.end - answered.start === document.text.length;
        const shown = document.text.slice(answered.start, answered.end);
        if (promptTokens === null || isWhole) return cutterWithin(limit);
        const estimated = instructionTokens + estimateTokens(shown);
        const correction = Math.min(1.25, Math.max(0.4, (promptTokens / estimated) * safety));
        const wasLessThanRoom = limit.maximumTokens < roomTokens;
        const maximumTokens = wasLessThanRoom
          ? Math.ceil(estimateTokens(shown) * correction)
          : roomTokens;
        return cutterWithin({ maximumTokens, correction });
      },
    };
  }
}
