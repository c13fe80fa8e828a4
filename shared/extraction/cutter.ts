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

/** Kept free beside a whole document, in tokens: its marks, and the last line of the prompt. */
const wholeFrameTokens = 100;

/** All that decides how a text is cut. */
export interface CutLimit {
  /** Of one part, as corrected. */
  readonly maximumTokens: number;
  /** What the estimate of tokens is multiplied by. */
  readonly tokenCorrection: number;
}

/** Cuts a text into parts that a model can be asked about. */
export interface Cutter {
  readonly limit: CutLimit;
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

/**
 * @param known how an earlier attempt of the job has cut the text
 * @throws {RequestTooLong} where the analysis leaves the model no room for a part of the document
 */
export function cutterFor(
  document: DocumentText,
  { analysis, choice }: Question,
  known: CutLimit | null = null,
): Cutter {
  const instructionTokens = estimateTokens(renderInstructions(analysis));
  const freeTokens = choice.contextTokens - wantedTokensOf(analysis, choice) - instructionTokens;
  const roomTokens = freeTokens - frameTokens;
  const fitsWhole = estimateTokens(document.text) + wholeFrameTokens <= freeTokens;
  if (!fitsWhole && roomTokens < leastPartTokens) {
    throw new RequestTooLong(
      `the instructions of ${analysis.name} and the room for its answer take the ${choice.contextTokens} tokens of model ${choice.model}`,
    );
  }
  const whole = fitsWhole ? Math.max(roomTokens, estimateTokens(document.text)) : roomTokens;
  return cutterWithin(known ?? { maximumTokens: whole, tokenCorrection: 1 });

  function cutterWithin(limit: CutLimit): Cutter {
    const tokensOf = (text: string): number =>
      Math.ceil(estimateTokens(text) * limit.tokenCorrection);
    const tokensIn = ({ start, end }: Range): number => tokensOf(document.text.slice(start, end));
    return {
      limit,
      cut: (range) =>
        range.start === range.end ? [] : cutText(document, range, { ...limit, tokensOf }),
      within: (ranges) =>
        cutterWithin({ ...limit, maximumTokens: Math.max(...ranges.map(tokensIn)) }),
      corrected: (answered, promptTokens) => {
        const isWhole = answered.end - answered.start === document.text.length;
        const shown = document.text.slice(answered.start, answered.end);
        if (promptTokens === null || isWhole) return cutterWithin(limit);
        const estimated = instructionTokens + estimateTokens(shown);
        const tokenCorrection = Math.min(1.25, Math.max(0.4, (promptTokens / estimated) * safety));
        const wasLessThanRoom = limit.maximumTokens < roomTokens;
        const maximumTokens = wasLessThanRoom
          ? Math.ceil(estimateTokens(shown) * tokenCorrection)
          : roomTokens;
        return cutterWithin({ maximumTokens, tokenCorrection });
      },
    };
  }
}
