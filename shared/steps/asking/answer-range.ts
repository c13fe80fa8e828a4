import { jsonSchemaOf } from '../../analysis/define-analysis.ts';
import type { Range } from '../../document/range.ts';
import { acceptOutput } from '../../extraction/accept-output.ts';
import { fitsContext, wantedTokensOf } from '../../extraction/answer-room.ts';
import type { AnsweredPart } from '../../extraction/answered-part.ts';
import type { Asking } from '../../extraction/asking.ts';
import type { Exchange } from '../../extraction/exchange.ts';
import { positionOf } from '../../extraction/position-of.ts';
import { renderPrompt } from '../../extraction/render-prompt.ts';
import { RequestTooLong } from '../../failure/job-errors.ts';
import { isOfOnePart } from '../../failure/is-of-one-part.ts';
import { PipelineError } from '../../failure/pipeline-error.ts';
import { type Answered, askUntilUsable } from './ask-until-usable.ts';
import type { AskingWork } from './asking-work.ts';
import { isKnownTooLarge } from './too-large-ranges.ts';

/** What came of a range: an answered part, a part that failed for good, or too much for one request. */
export type AnsweredRange =
  | { readonly kind: 'part'; readonly part: AnsweredPart; readonly answered: Answered | null }
  | {
      readonly kind: 'too-much';
      readonly failure: PipelineError;
      readonly exchange: Exchange | null;
    };

/**
 * Asks about a range of a document's text. A failure that concerns this range alone is in the part.
 *
 * @param tokenCorrection what the estimate of tokens is multiplied by
 * @throws {PipelineError} any other
 */
export async function answerRange(
  range: Range,
  tokenCorrection: number,
  work: AskingWork,
): Promise<AnsweredRange> {
  const asking = askingAbout(range, tokenCorrection, work);
  if (!fitsContext(asking) || isKnownTooLarge(range, work)) {
    return { kind: 'too-much', failure: tooLong(range, work), exchange: null };
  }
  try {
    const answered = await askUntilUsable(asking, work);
    if (answered.kind === 'too-much') return answered;
    const { exchange } = answered;
    if (answered.kind === 'useless') return failed(range, answered);
    const part = { ...range, output: answered.output, exchange, failure: null };
    return { kind: 'part', part, answered };
  } catch (error) {
    if (!(error instanceof PipelineError) || !isOfOnePart(error)) throw error;
    return failed(range, { failure: error, exchange: null });
  }
}

/** A part that is missing from the output for good. */
export function failedPart(
  { start, end }: Range,
  { failure, exchange }: Pick<AnsweredPart, 'exchange'> & { readonly failure: PipelineError },
): AnsweredPart {
  return { start, end, output: null, exchange, failure };
}

function failed(range: Range, why: Parameters<typeof failedPart>[1]): AnsweredRange {
  return { kind: 'part', part: failedPart(range, why), answered: null };
}

function tooLong({ start, end }: Range, { question }: AskingWork): RequestTooLong {
  const { model, contextTokens } = question.choice;
  return new RequestTooLong(
    `${end - start} characters and their answer are too much for model ${model} with ${contextTokens} tokens`,
  );
}

function askingAbout(
  range: Range,
  tokenCorrection: number,
  { question, document }: AskingWork,
): Asking {
  const { analysis, choice } = question;
  const text = document.text.slice(range.start, range.end);
  return {
    about: range,
    choice,
    prompt: renderPrompt(analysis, { text, position: positionOf(document, range) }),
    schema: jsonSchemaOf(analysis),
    wantedTokens: wantedTokensOf(analysis, choice),
    tokenCorrection,
    ask: 1,
    accept: (found) => acceptOutput(analysis, found),
  };
}
