import { defaultReadLimits, type ReadLimits } from '../../../document/read-limits.ts';
import type { Reading } from '../../../document/reading.ts';
import type { DocumentReader, DocumentSource } from '../../../ports/document-reader.ts';
import { readInProcess } from '../read-in-process.ts';
import type { ReaderChild } from './child-command.ts';
import { errorOf } from './reader-failure.ts';

/**
 * Half a million captions take 400 MB for a moment, and seconds in which the worker does nothing
 * else: so large a text is read by the other process as well.
 */
const largestInProcessBytes = 4 * 1024 * 1024;

/**
 * Reads captions, Markdown and plain text of usual size here, and has every other document read by a process of
 * its own, which a hostile document may take over, exhaust or hang without harm to its neighbours.
 *
 * There is one such process at a time: as many as there are jobs would not fit into a worker's
 * memory. It is a new one for each document: 50 ms are a cheap price for nothing to be left behind.
 */
export class GuardedDocumentReader implements DocumentReader {
  readonly #child: ReaderChild;
  readonly #limits: ReadLimits;
  #last: Promise<unknown> = Promise.resolve();

  constructor(child: ReaderChild, limits: ReadLimits = defaultReadLimits) {
    this.#child = child;
    this.#limits = limits;
  }

  async read(source: DocumentSource): Promise<Reading> {
    const limits = this.#limits;
    if (source.member.length === 0 && source.bytes.length <= largestInProcessBytes) {
      const reading = await readInProcess(source.bytes, limits);
      if (reading !== null) return reading;
    }

    const answer = await this.#alone(async () => {
      const { runChild } = await import('./run-child.ts');
      return runChild(this.#child, { source, limits });
    });
    if ('failure' in answer) throw errorOf(answer.failure);
    return answer.reading;
  }

  /** Does the work when all that was asked for before has ended, however it ended. */
  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
