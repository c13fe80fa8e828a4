import { readFile } from 'node:fs/promises';
import type { DocumentText } from '../../shared/document/document-text.ts';
import type { ArchiveListing, Reading, Scan } from '../../shared/document/reading.ts';
import { PipelineError } from '../../shared/failure/pipeline-error.ts';
import type { DocumentReader } from '../../shared/ports/document-reader.ts';

/** What became of one file: what was read, flat, or why nothing was. */
export type FileReading = { readonly file: string; readonly milliseconds: number } & (
  | ({ readonly kind: 'text'; readonly characters: number } & DocumentText)
  | ({ readonly kind: 'archive' } & ArchiveListing)
  | ({ readonly kind: 'scan' } & Scan)
  | {
      readonly kind: 'failure';
      readonly error: { readonly code: string; readonly message: string };
    }
);

export interface FileToRead {
  readonly file: string;
  /** What opens it where it is protected. */
  readonly password: string | null;
}

/** Reads one file; a failure that has a name is a finding like any other. */
export async function readOneFile(
  reader: DocumentReader,
  { file, password }: FileToRead,
): Promise<FileReading> {
  const bytes = await readFile(file);
  const startedAt = performance.now();
  const found = await reader.read({ bytes, password, member: [] }).then(flat, failure);
  return { file, milliseconds: Math.round(performance.now() - startedAt), ...found };
}

function flat(reading: Reading) {
  if (reading.kind === 'archive') return { kind: 'archive', ...reading.archive } as const;
  if (reading.kind === 'scan') return { kind: 'scan', ...reading.scan } as const;
  const { text } = reading;
  return { kind: 'text', characters: text.text.length, ...text } as const;
}

function failure(error: unknown) {
  if (!(error instanceof PipelineError)) throw error;
  const { code, message } = error;
  return { kind: 'failure', error: { code, message } } as const;
}
