import { splitInTwo } from '../document/split-in-two.ts';
import type { Range } from '../document/range.ts';
import type { AnsweredPart } from '../extraction/answered-part.ts';
import { cutterFor, type Cutter } from '../extraction/cutter.ts';
import { estimateTokens } from '../extraction/estimate-tokens.ts';
import { type AnsweredRange, answerRange, failedPart } from './answer-range.ts';
import type { AskingWork } from './asking-work.ts';
import { inParallel } from './in-parallel.ts';

/**
 * Asks about the whole of a text, in one request if it fits the model's context with room for the
 * answer. Else the first part is asked about alone: it teaches how many tokens the text really has,
 * how much of it can be answered at a time, and lets the provider keep the static prompt. The others
 * follow, several at a time.
 *
 * What each part became is in the work's progress.
 *
 * @throws {PipelineError} why the rest could not be asked about now
 */
export async function answerText(work: AskingWork): Promise<void> {
  const whole = { start: 0, end: work.document.text.length };
  const cutter = cutterFor(work.document, work.question);
  const first = await answerFirst(whole, cutter, work);
  const rest = { start: first.end, end: whole.end };
  const ranges = first.cutter.cut(rest);
  work.progress.plannedParts = ranges.length + 1;
  await inParallel(ranges, work.ports.concurrentParts, async (range) => {
    try {
      await answerInPieces(range, work);
    } catch (error) {
      work.stop.because(error);
    }
  });
  work.stop.check();
}

interface First {
  readonly end: number;
  /** What it taught. */
  readonly cutter: Cutter;
}

async function answerFirst(whole: Range, cutter: Cutter, work: AskingWork): Promise<First> {
  const [range = whole, ...others] = cutter.cut(whole);
  work.progress.plannedParts = others.length + 1;
  const answered = await answerRange(range, work);
  if (answered.kind === 'part') {
    keep(answered.part, work);
    return { end: range.end, cutter: cutter.corrected(range, answered.promptTokens) };
  }
  const halves = splitInTwo(work.document, range, estimateTokens);
  if (halves === null) {
    keep(failedPart(range, answered), work);
    return { end: range.end, cutter };
  }
  noteSplit(range, answered, work);
  return answerFirst(whole, cutter.within(halves), work);
}

/** Asks about a range, and about its halves where it is too much, down to a floor. */
async function answerInPieces(range: Range, work: AskingWork): Promise<void> {
  const answered = await answerRange(range, work);
  if (answered.kind === 'part') {
    keep(answered.part, work);
    return;
  }
  const halves = splitInTwo(work.document, range, estimateTokens);
  if (halves === null) {
    keep(failedPart(range, answered), work);
    return;
  }
  noteSplit(range, answered, work);
  for (const half of halves) await answerInPieces(half, work);
}

function keep(part: AnsweredPart, { progress, hold }: AskingWork): void {
  progress.parts.push(part);
  hold.report(progress.soFar());
}

function noteSplit(
  { start, end }: Range,
  { failure }: Extract<AnsweredRange, { kind: 'too-much' }>,
  { progress }: AskingWork,
): void {
  progress.warnings.push(
    `characters ${start} to ${end} were too much for one answer (${failure.code}) and were asked about again in smaller parts`,
  );
}
