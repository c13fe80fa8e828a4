// Written from the files in built-in/ by every build: add an analysis by adding its file there.
import { type Analysis } from './define-analysis.ts';
import { analysis as documentDigest } from './built-in/document-digest.ts';
import { analysis as meetingMinutes } from './built-in/meeting-minutes.ts';

const analyses: readonly Analysis[] = [
  // In the order of their files' names.
  documentDigest,
  meetingMinutes,
];

/** Every analysis of this deployment, by name. */
export const catalogue: ReadonlyMap<string, Analysis> = new Map(
  analyses.map((analysis) => [analysis.name, analysis]),
);
