import { PipelineError } from '../../../../../shared/failure/pipeline-error.ts';
import type { DocumentReader } from '../../../../../shared/ports/document-reader.ts';

/** `read`, or the code of the failure by which reading ended; anything else is thrown. */
export async function outcomeOf(reader: DocumentReader, bytes: Uint8Array): Promise<string> {
  try {
    await reader.read({ bytes, password: null, member: [] });
    return 'read';
  } catch (error) {
    if (error instanceof PipelineError) return error.code;
    throw error;
  }
}
