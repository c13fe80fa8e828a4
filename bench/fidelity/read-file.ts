import { readFile } from 'node:fs/promises';
import { SniffingDocumentReader } from '../../shared/adapters/readers/sniffing-document-reader.ts';

/** What our reader makes of a file, as the worker would get it. */
export async function readFileText(path: string): Promise<string> {
  const bytes = await readFile(path);
  const reading = await new SniffingDocumentReader().read({ bytes, password: null, member: [] });
  return reading.kind === 'text' ? reading.text.text : '';
}
