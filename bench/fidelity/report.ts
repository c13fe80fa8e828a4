import { basename } from 'node:path';
import type { WordScore } from './word-f1.ts';

export interface ScoredFile {
  readonly file: string;
  readonly score: WordScore;
}

/** A file below this needs a reason. */
const lowScore = 0.9;

/**
 * Prints a line per file and the mean, and sets the exit code where the mean is under the target or
 * a low score has no reason.
 */
export function report(
  files: readonly ScoredFile[],
  {
    target,
    leastFiles,
    reasons,
  }: { target: number; leastFiles: number; reasons: Readonly<Record<string, string>> },
): void {
  console.log('    F1    words  missing   extra  file');
  for (const { file, score } of files) {
    const { f1, words, missing, extra } = score;
    const reason = f1 < lowScore ? `  ${reasons[basename(file)] ?? 'NO REASON GIVEN'}` : '';
    const counts = [
      [words, 8],
      [missing, 8],
      [extra, 7],
    ] as const;
    const columns = counts.map(([count, width]) => String(count).padStart(width)).join(' ');
    console.log(`${f1.toFixed(4)} ${columns}  ${basename(file)}${reason}`);
  }

  const mean = files.reduce((sum, { score }) => sum + score.f1, 0) / files.length;
  console.log(
    `mean ${mean.toFixed(4)} over ${files.length} files; target ${target} over at least ${leastFiles}`,
  );
  const unexplained = files.filter(
    ({ file, score }) => score.f1 < lowScore && reasons[basename(file)] === undefined,
  );
  const failed = !(mean >= target) || files.length < leastFiles || unexplained.length > 0;
  if (failed) process.exitCode = 1;
}
