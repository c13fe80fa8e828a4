import type { Range } from '../../document/range.ts';
import type { Reading } from '../../document/reading.ts';
import type { AnsweredPart } from '../../extraction/answered-part.ts';
import type { JobProgress, TooLargeRange } from '../../job/job.ts';
import type { UsedExchange, UsedRecognition } from '../../money/account.ts';

/** What is known of a job so far: a failure at any point still tells all of it. */
export class Progress {
  reading: Reading | null = null;
  readMs: number | null = null;
  recognition: UsedRecognition | null = null;
  /** Sentences for the result. */
  readonly warnings: string[] = [];
  /** Calls of this job that may have been billed without an answer, as `<request hash>#<call>`. */
  readonly lostCalls = new Set<string>();
  readonly parts: AnsweredPart[] = [];
  /** Parts that the text is asked about in, as far as it was cut; `null` before. */
  plannedParts: number | null = null;
  readonly tooLarge: TooLargeRange[];
  /** How the text is cut behind its first part; `null` until that is known. */
  cut: JobProgress['cut'];
  /** What each request of this attempt is about, by its hash; `null`: a merge of parts. */
  readonly #asked = new Map<string, Range | null>();
  readonly #exchanges = new Map<string, UsedExchange>();
  readonly #answerTokens: number[] = [];

  /** @param before what an earlier attempt of the job has written down */
  constructor(before: JobProgress | null) {
    this.tooLarge = [...(before?.tooLarge ?? [])];
    this.cut = before?.cut ?? null;
  }

  /** Notes a request before it is made. */
  asks(requestHash: string, about: Range | null): void {
    this.#asked.set(requestHash, about);
  }

  /** Hashes of the requests about a range. */
  askedAbout({ start, end }: Range): string[] {
    const asked = [...this.#asked].filter(
      ([, about]) => about?.start === start && about.end === end,
    );
    return asked.map(([requestHash]) => requestHash);
  }

  /** Counts an exchange once, however often it is used. */
  use(used: UsedExchange): void {
    const before = this.#exchanges.get(used.exchange.requestHash);
    const usable = used.usable || before?.usable === true;
    this.#exchanges.set(used.exchange.requestHash, { ...used, usable });
  }

  /** In the order of the text; those that merge parts come last. */
  get exchanges(): readonly UsedExchange[] {
    return [...this.#exchanges.values()].toSorted(
      (one, other) => startOf(one) - startOf(other) || one.exchange.ask - other.exchange.ask,
    );
  }

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
      tooLarge: this.tooLarge,
      cut: this.cut,
    };
  }
}

function startOf({ about }: UsedExchange): number {
  return about?.start ?? Infinity;
}
