import type { Reading } from '../document/reading.ts';
import type { AnsweredPart } from '../extraction/answered-part.ts';
import type { JobProgress } from '../job/job.ts';
import type { UsedExchange, UsedRecognition } from '../money/account.ts';

/** What is known of a job so far: a failure at any point still tells all of it. */
export class Progress {
  reading: Reading | null = null;
  readMs: number | null = null;
  recognition: UsedRecognition | null = null;
  /** Sentences for the result. */
  readonly warnings: string[] = [];
  readonly exchanges: UsedExchange[] = [];
  /** Calls of this job that may have been billed without an answer, as `<request hash>#<call>`. */
  readonly lostCalls = new Set<string>();
  readonly parts: AnsweredPart[] = [];
  /** Parts that the text is asked about in, as far as it was cut; `null` before. */
  plannedParts: number | null = null;
  readonly #answerTokens: number[] = [];

  /** Makes room for one more answer, and takes its tokens as they come. */
  answering(): (tokens: number) => void {
    const index = this.#answerTokens.push(0) - 1;
    return (tokens) => {
      this.#answerTokens[index] = tokens;
    };
  }

  /** How far the job is. */
  soFar(): JobProgress {
    return {
      answeredParts: this.parts.length,
      plannedParts: this.plannedParts,
      answerTokens: this.#answerTokens.reduce((sum, tokens) => sum + tokens, 0),
    };
  }
}
