import { parseAnswer } from '../../shared/adapters/readers/guard/reader-answer.ts';
import { SniffingDocumentReader } from '../../shared/adapters/readers/sniffing-document-reader.ts';
import { PipelineError } from '../../shared/failure/pipeline-error.ts';
import { fuzzCase } from './fuzz-case.ts';

const reader = new SniffingDocumentReader();

/** `read`, the code of a failure, or what is wrong with the reader. */
async function outcomeOf(bytes: Uint8Array): Promise<string> {
  try {
    const reading = await reader.read({ bytes, password: null, member: [] });
    return parseAnswer(JSON.stringify({ reading })) === null ? 'not a reading' : 'read';
  } catch (error) {
    return error instanceof PipelineError ? error.code : `unnamed: ${String(error)}`;
  }
}

const [first = 0, last = 0] = process.argv.slice(2).map(Number);
for (let number = first; number < last; number += 1) {
  process.send?.({ number, outcome: 'begun' });
  process.send?.({ number, outcome: await outcomeOf(fuzzCase(number).bytes) });
}
process.disconnect();
