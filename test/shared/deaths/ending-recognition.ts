import type { DocumentReference } from '../../../shared/job/job.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { FakeTextRecognition } from '../../fakes/fake-text-recognition.ts';

const recognitionMs = 30_000;

/** Recognizes the same pages in every scan, half a minute after it was started. */
export class EndingRecognition extends FakeTextRecognition {
  readonly #pages: readonly (readonly string[])[];
  readonly #clock: Clock;

  constructor(pages: readonly (readonly string[])[], clock: Clock) {
    super();
    this.#pages = pages;
    this.#clock = clock;
  }

  override async start(document: DocumentReference, token: string): Promise<string> {
    const recognitionId = await super.start(document, token);
    void this.#clock.wait(recognitionMs).then(() => this.end(this.#pages));
    return recognitionId;
  }
}
