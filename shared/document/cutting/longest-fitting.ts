import type { Range } from '../range.ts';

/** How much of a text may be taken, and how that is measured. */
export interface TokenLimit {
  readonly maximumTokens: number;
  /** Never more for a text than for a longer one that begins with it. */
  readonly tokensOf: (text: string) => number;
}

/** An end known to fit and one known not to, with their tokens. */
interface Bracket {
  readonly fitting: number;
  readonly fittingTokens: number;
  readonly exceeding: number;
  readonly exceedingTokens: number | null;
}

/** How much longer the next try is than one that fits, as long as nothing is too long. */
const growth = 1.25;

/**
 * Where the longest beginning of a range ends that a limit allows; at least one character, however
 * small the limit.
 *
 * Measures a handful of beginnings instead of every one, so that it takes time by the length of
 * what fits, not of the range.
 *
 * @param guess a length to begin with
 */
export function endOfLongestFitting(
  text: string,
  range: Range,
  limit: TokenLimit & { readonly guess: number },
): number {
  const { start, end } = range;
  let size = Math.min(Math.max(1, Math.floor(limit.guess)), end - start);
  let bracket: Bracket = {
    fitting: 0,
    fittingTokens: 0,
    exceeding: end - start + 1,
    exceedingTokens: null,
  };
  for (let round = 0; bracket.exceeding - bracket.fitting > 1; round += 1) {
    const tokens = limit.tokensOf(text.slice(start, start + size));
    bracket =
      tokens <= limit.maximumTokens
        ? { ...bracket, fitting: size, fittingTokens: tokens }
        : { ...bracket, exceeding: size, exceedingTokens: tokens };
    size = nextSize(bracket, limit.maximumTokens, round);
  }
  return start + Math.max(1, bracket.fitting);
}

function nextSize(bracket: Bracket, maximumTokens: number, round: number): number {
  const { fitting, fittingTokens, exceeding, exceedingTokens } = bracket;
  if (exceedingTokens === null) return Math.min(Math.ceil(fitting * growth) + 1, exceeding - 1);
  // By rule of three, and every other time in the middle, so that a guess that is off ends too.
  const share =
    round % 2 === 0
      ? 0.5
      : (maximumTokens + 0.5 - fittingTokens) / (exceedingTokens - fittingTokens);
  const size = Math.round(fitting + (exceeding - fitting) * share);
  return Math.min(Math.max(size, fitting + 1), exceeding - 1);
}
