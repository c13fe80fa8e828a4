import type { Range } from '../../document/range.ts';
import { splitInTwo } from '../../document/split-in-two.ts';
import { cutterFor, type Cutter } from '../../extraction/cutter.ts';
import { estimateTokens } from '../../extraction/estimate-tokens.ts';
import { type AnsweredRange, answerRange, failedPart } from './answer-range.ts';
import type { AskingWork } from './asking-work.ts';
import { inParallel } from '../in-parallel.ts';
import { mendQuotes } from './mend-quotes.ts';
import { recallTooLarge, rememberTooLarge } from './too-large-ranges.ts';

/**
 * Asks about a text, in one request if it fits the model's context with room for the answer. Else the
 * first part is asked about alone: it teaches how many tokens the text really has, how much of it can
 * be answered at a time, and lets the provider keep the static prompt. The others follow, several at
 * a time.
 *
 * What each part became is in the work's progress.
 *
 * @throws {PipelineError} why the rest could not be asked about now
 */
export async function answerText(work: AskingWork): Promise<void> {
  const { document, question, progress, ports, hold, stop } = work;
  const whole = { start: 0, end: document.text.length };
  await recallTooLarge(work);
  const known = progress.cut;
  const cutter = cutterFor(document, question, known);
  const first =
    known === null ? await answerFirst(whole, cutter, work) : { end: known.end, cutter };
  const { limit, cut } = first.cutter;
  progress.cut = { end: first.end, ...limit };
  const rest = cut({ start: first.end, end: whole.end });
  // Of an earlier attempt all parts are read again, whatever becomes of the first one now.
  const ranges = known === null ? rest : [{ start: 0, end: first.end }, ...rest];
  progress.plannedParts = ranges.length + progress.parts.length;
  // What is asked under a plan that died with its worker would be missing from the job's costs.
  await hold.write(progress.soFar());
  await inParallel(ranges, ports.concurrentParts, async (range) => {
    try {
      await answerInPieces(range, range.start === 0 ? 1 : limit.tokenCorrection, work);
    } catch (error) {
      stop.because(error);
    }
  });
  stop.check();
}

interface First {
  readonly end: number;
  /** What it taught. */
  readonly cutter: Cutter;
}

async function answerFirst(whole: Range, cutter: Cutter, work: AskingWork): Promise<First> {
  const [range = whole, ...others] = cutter.cut(whole);
  work.progress.plannedParts = others.length + 1;
  const answered = await answerRange(range, cutter.limit.tokenCorrection, work);
  if (answered.kind === 'part') {
    await keep(answered, work);
    const promptTokens = answered.answered?.promptTokens ?? null;
    return { end: range.end, cutter: cutter.corrected(range, promptTokens) };
  }
  const halves = await halvesOf(range, answered, work);
  return halves === null
    ? { end: range.end, cutter }
    : answerFirst(whole, cutter.within(halves), work);
}

/** Asks about a range, and about its halves where it is too much, down to a floor. */
async function answerInPieces(
  range: Range,
  tokenCorrection: number,
  work: AskingWork,
): Promise<void> {
  const answered = await answerRange(range, tokenCorrection, work);
  if (answered.kind === 'part') {
    await keep(answered, work);
    return;
  }
  for (const half of (await halvesOf(range, answered, work)) ?? []) {
    await answerInPieces(half, tokenCorrection, work);
  }
}

/** Keeps a part as it was answered, so that nothing that comes later loses it, and then mends it. */
async function keep(
  { part, answered }: Extract<AnsweredRange, { kind: 'part' }>,
  work: AskingWork,
): Promise<void> {
  const { progress, hold, deadEnds } = work;
  if (part.output !== null) deadEnds.answered();
  const index = progress.parts.push(part) - 1;
  hold.report(progress.soFar());
  if (answered === null) return;
  progress.parts[index] = { ...part, output: await mendQuotes(part, answered, work) };
}

/** The halves of a range that is too much; where it has none, it is missing from the output for good. */
async function halvesOf(
  range: Range,
  tooMuch: Extract<AnsweredRange, { kind: 'too-much' }>,
  work: AskingWork,
): Promise<readonly [Range, Range] | null> {
  const { document, progress, hold, deadEnds } = work;
  const halves = splitInTwo(document, range, estimateTokens);
  if (halves === null) {
    // One that does not even fit the context was not asked about.
    if (progress.askedAbout(range).length > 0) deadEnds.add(tooMuch.failure);
    progress.parts.push(failedPart(range, tooMuch));
    return null;
  }
  rememberTooLarge(range, tooMuch.failure, work);
  progress.plannedParts = (progress.plannedParts ?? 1) + 1;
  await hold.write(progress.soFar());
  return halves;
}
