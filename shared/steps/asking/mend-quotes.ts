import type { Range } from '../../document/range.ts';
import { acceptOutput } from '../../extraction/accept-output.ts';
import { fitsContext } from '../../extraction/answer-room.ts';
import type { Asking, JsonObject } from '../../extraction/asking.ts';
import {
  acceptMendedQuotes,
  followUpOnQuotes,
  mendedQuotesSchema,
  withMendedQuotes,
} from '../../extraction/grounding/mended-quotes.ts';
import { QuoteFinder } from '../../extraction/grounding/quote-finder.ts';
import { quotesIn } from '../../extraction/grounding/quotes-in.ts';
import { isOfOnePart } from '../../failure/is-of-one-part.ts';
import { PipelineError } from '../../failure/pipeline-error.ts';
import { type Answered, askUntilUsable } from './ask-until-usable.ts';
import type { AskingWork } from './asking-work.ts';

/**
 * Asks once, in one request, for the exact words of all quotes that are not in the text that was
 * shown. Those that are found now take the place of what was there; the rest stay as they are, and
 * are labelled in the result.
 *
 * @param range what the answer is about
 * @throws {PipelineError} why that could not be asked now
 */
export async function mendQuotes(
  { start, end }: Range,
  answered: Answered,
  work: AskingWork,
): Promise<JsonObject> {
  const { output } = answered;
  const { analysis } = work.question;
  const finder = new QuoteFinder(work.document.text.slice(start, end));
  const isFound = (quote: string): boolean => finder.find(quote) !== null;
  const missing = quotesIn(analysis, output).filter(({ text }) => !isFound(text));
  if (missing.length === 0) return output;

  const mended = await askForExactWords(answered, missing, work);
  if (mended === null) return output;
  const accepted = acceptOutput(analysis, withMendedQuotes(output, mended, { missing, isFound }));
  return 'output' in accepted ? accepted.output : output;
}

async function askForExactWords(
  { asked, output }: Answered,
  missing: ReturnType<typeof quotesIn>,
  work: AskingWork,
): Promise<JsonObject | null> {
  const mending: Asking = {
    ...asked,
    prompt: {
      ...asked.prompt,
      // The whole output, also where only a part of it was asked for last.
      followUp: followUpOnQuotes(JSON.stringify(output), missing),
    },
    schema: mendedQuotesSchema,
    ask: asked.ask + 1,
    accept: acceptMendedQuotes,
  };
  if (!fitsContext(mending)) return null;
  const once = { ...work, ports: { ...work.ports, maximumTries: 1 } };
  try {
    const mended = await askUntilUsable(mending, once);
    return mended.kind === 'output' ? mended.output : null;
  } catch (error) {
    // The answer itself is of use without them.
    if (error instanceof PipelineError && isOfOnePart(error)) return null;
    throw error;
  }
}
