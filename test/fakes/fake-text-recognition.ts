import { RecognitionTimeout } from '../../shared/failure/recognition-errors.ts';
import type { DocumentReference } from '../../shared/job/job.ts';
import type { RecognizedText, TextRecognition } from '../../shared/ports/text-recognition.ts';

/** Recognizes nothing by itself: a recognition ends when the test says how. */
export class FakeTextRecognition implements TextRecognition {
  readonly provider = 'textract';
  readonly model = 'DetectDocumentText';
  readonly mediaTypes = ['image/png', 'application/pdf'];
  /** Tokens of all starts; those that say the same start nothing anew. */
  readonly starts: string[] = [];
  /** Ids whose text was asked for. */
  readonly fetches: string[] = [];
  /** Thrown by the next calls of any kind, one each. */
  readonly failures: Error[] = [];
  readonly #ended = new Map<string, RecognizedText | Error>();

  async start(_document: DocumentReference, token: string): Promise<string> {
    this.#failIfScripted();
    this.starts.push(token);
    return idOf(token);
  }

  async hasEnded(recognitionId: string): Promise<boolean> {
    this.#failIfScripted();
    return this.#ended.has(recognitionId);
  }

  async fetch(recognitionId: string): Promise<RecognizedText> {
    this.#failIfScripted();
    this.fetches.push(recognitionId);
    const ended = this.#ended.get(recognitionId);
    if (ended === undefined) throw new RecognitionTimeout();
    if (ended instanceof Error) throw ended;
    return ended;
  }

  /** Ends every recognition that was started. */
  end(outcome: Error | readonly (readonly string[])[]): void {
    const result =
      outcome instanceof Error
        ? outcome
        : {
            pages: outcome.map((lines, index) => ({ number: index + 1, lines })),
            warnings: [],
            modelVersion: '1.0',
          };
    for (const token of this.starts) this.#ended.set(idOf(token), result);
  }

  #failIfScripted(): void {
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
  }
}

function idOf(token: string): string {
  return `recognition-${token.slice(0, 8)}`;
}
