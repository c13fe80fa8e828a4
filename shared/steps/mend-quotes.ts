import type { Range } from '../document/range.ts';
import { acceptOutput } from '../extraction/accept-output.ts';
import { fitsContext } from '../extraction/answer-room.ts';
import type { Asking, JsonObject } from '../extraction/asking.ts';
import type { Exchange } from '../extraction/exchange.ts';
import {
  acceptMendedQuotes,
  followUpOnQuotes,
  mendedQuotesSchema,
  withMendedQuotes,
} from '../extraction/grounding/mended-quotes.ts';
import { QuoteFinder } from '../extraction/grounding/quote-finder.ts';
import { quotesIn } from '../extraction/grounding/quotes-in.ts';
import { isOfOnePart } from '../failure/is-of-one-part.ts';
import { PipelineError } from '../failure/pipeline-error.ts';
import { askUntilUsable } from './ask-until-usable.ts';
import type { AskingWork } from './asking-work.ts';

interface Quoting {
  readonly asking: Asking;
  readonly range: Range;
  readonly output: JsonObject;
  readonly exchange: Exchange;
}

/**
 * Asks once, in one request, for the exact words of all quotes that are not in the text that was
 * shown. Those that are found now take the place of what was there; the rest stay as they are, and
 * are labelled in the result.
 */
export async function mendQuotes(quoting: Quoting, work: AskingWork): Promise<JsonObject> {
  const { output, range } = quoting;
  const { analysis } = work.question;
  const finder = new QuoteFinder(work.document.text.slice(range.start, range.end));
  const isFound = (quote: string): boolean => finder.find(quote) !== null;
  const missing = quotesIn(analysis, output).filter(({ text }) => !isFound(text));
  if (missing.length === 0) return output;

  const mended = await askForExactWords(quoting, missing, work);
  if (mended === null) return output;
  const accepted = acceptOutput(analysis, withMendedQuotes(output, mended, { missing, isFound }));
  return 'output' in accepted ? accepted.output : output;
}

async function askForExactWords(
  { asking, exchange }: Quoting,
  missing: ReturnType<typeof quotesIn>,
  work: AskingWork,
): Promise<JsonObject | null> {
  const mending: Asking = {
    ...asking,
    prompt: { ...asking.prompt, followUp: followUpOnQuotes(exchange.answer, missing) },
    schema: mendedQuotesSchema,
    ask: exchange.ask + 1,
    accept: acceptMendedQuotes,
  };
  if (!fitsContext(mending.choice, mending.prompt, mending.wantedTokens)) return null;
  const once = { ...work, ports: { ...work.ports, maximumTries: 1 } };
  try {
    const answered = await askUntilUsable(mending, once);
    return answered.kind === 'output' ? answered.output : null;
  } catch (error) {
    // The answer itself is of use without them.
    if (error instanceof PipelineError && isOfOnePart(error)) return null;
    throw error;
  }
}
