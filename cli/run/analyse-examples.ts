import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deployment } from '../deployment/deployment.ts';
import type { Terminal } from '../output/terminal.ts';
import { type AnalysedDocument, analyseFiles } from './analyse-files.ts';

/** Long enough for a slow model on a slow day; the offline model needs seconds. */
const timeoutSeconds = 900;

/** Minutes of every transcript, and a digest of everything. */
export async function analyseExamples(
  deployment: Deployment,
  folder: string,
  terminal: Terminal,
): Promise<AnalysedDocument[]> {
  const transcripts = await filesIn(join(folder, 'transcripts'));
  const documents = await filesIn(join(folder, 'documents'));
  const request = { lane: 'now', timeoutSeconds, namesAnalysis: true } as const;
  const minutes = await analyseFiles(
    deployment,
    { ...request, files: transcripts, analysis: 'meeting-minutes' },
    terminal,
  );
  const digests = await analyseFiles(
    deployment,
    { ...request, files: [...transcripts, ...documents], analysis: 'document-digest' },
    terminal,
  );
  return [...minutes, ...digests];
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(folder, name))
    .toSorted();
}
