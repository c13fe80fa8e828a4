import type { Range } from '../../document/range.ts';
import type { PipelineError } from '../../failure/pipeline-error.ts';
import { recall } from '../paying/ask.ts';
import { toldOf } from './ask-once.ts';
import type { AskingWork } from './asking-work.ts';

export function isKnownTooLarge({ start, end }: Range, { progress }: AskingWork): boolean {
  return progress.tooLarge.some((range) => range.start === start && range.end === end);
}

/**
 * Remembers that a range was too much for one request, and what was asked about it all the same: a
 * next attempt does not ask again, as the provider may say something else then, and counts the same.
 */
export function rememberTooLarge(range: Range, { code }: PipelineError, work: AskingWork): void {
  if (isKnownTooLarge(range, work)) return;
  const { start, end } = range;
  const requests = work.progress.askedAbout(range);
  work.progress.tooLarge.push({ start, end, code, requests });
  warn(range, code, work);
}

/** Counts what came of the requests of earlier attempts about ranges that were too much. */
export async function recallTooLarge(work: AskingWork): Promise<void> {
  const { progress, ports } = work;
  for (const { code, requests, ...about } of progress.tooLarge) {
    warn(about, code, work);
    for (const requestHash of requests) {
      const exchange = await recall(requestHash, toldOf(work), ports);
      if (exchange !== undefined) progress.use({ exchange, about, usable: false });
    }
  }
}

function warn({ start, end }: Range, code: string, { progress }: AskingWork): void {
  progress.warnings.push(
    `characters ${start} to ${end} were too much for one answer (${code}) and were asked about again in smaller parts`,
  );
}
