import { jsonSchemaOf } from '../analysis/define-analysis.ts';
import type { DocumentText } from '../document/document-text.ts';
import type { Range } from '../document/range.ts';
import { fitsContext, wantedTokensOf } from '../extraction/answer-room.ts';
import type { AnsweredPart } from '../extraction/answered-part.ts';
import type { Asking } from '../extraction/asking.ts';
import { acceptOutput } from '../extraction/accept-output.ts';
import type { Exchange } from '../extraction/exchange.ts';
import { positionOf } from '../extraction/position-of.ts';
import { renderPrompt } from '../extraction/render-prompt.ts';
import { RequestTooLong } from '../failure/job-errors.ts';
import { isOfOnePart } from '../failure/is-of-one-part.ts';
import { PipelineError } from '../failure/pipeline-error.ts';
import { askUntilUsable } from './ask-until-usable.ts';
import type { AskingWork } from './asking-work.ts';
import { mendQuotes } from './mend-quotes.ts';

/** What came of a range: an answered part, or that it is too much for one request. */
export type AnsweredRange =
  | { readonly kind: 'part'; readonly part: AnsweredPart; readonly promptTokens: number | null }
  | {
      readonly kind: 'too-much';
      readonly failure: PipelineError;
      readonly exchange: Exchange | null;
    };

/**
 * Asks about a range of a document's text. A failure that concerns this range alone is in the part.
 *
 * @throws {PipelineError} any other
 */
export async function answerRange(range: Range, work: AskingWork): Promise<AnsweredRange> {
  const asking = askingAbout(range, work);
  if (!fitsContext(asking.choice, asking.prompt, asking.wantedTokens)) {
    const { model, contextTokens } = asking.choice;
    const problem = `a part of ${range.end - range.start} characters and its answer do not fit the ${contextTokens} tokens of model ${model}`;
    return { kind: 'too-much', failure: new RequestTooLong(problem), exchange: null };
  }
  try {
    const answered = await askUntilUsable(asking, work);
    if (answered.kind === 'too-much') return answered;
    const { exchange } = answered;
    if (answered.kind === 'useless') return failed(range, answered);
    const output = await mendQuotes({ asking, range, ...answered }, work);
    const part = { ...range, output, exchange, failure: null };
    return { kind: 'part', part, promptTokens: exchange.usage.promptTokens };
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
  return { kind: 'part', part: failedPart(range, why), promptTokens: null };
}

function askingAbout(range: Range, { question, document }: AskingWork): Asking {
  const { analysis, choice } = question;
  return {
    about: range,
    choice,
    prompt: renderPrompt(analysis, shownText(document, range)),
    schema: jsonSchemaOf(analysis),
    wantedTokens: wantedTokensOf(analysis, choice),
    ask: 1,
    accept: (found) => acceptOutput(analysis, found),
  };
}

function shownText(document: DocumentText, range: Range): Parameters<typeof renderPrompt>[1] {
  return {
    text: document.text.slice(range.start, range.end),
    position: positionOf(document, range),
  };
}
