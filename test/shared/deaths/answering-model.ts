import type {
  LanguageModel,
  ModelAnswer,
  ModelRequest,
} from '../../../shared/ports/language-model.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Records } from '../../faults/book-records.ts';
import { modelAnswer } from '../../fakes/scripted-language-model.ts';

/** What a model does with a request at a time: the text of its answer, or all that it says. */
export type Answer = (request: ModelRequest, now: Date) => string | ModelAnswer | Error;

/** Long enough that whoever waits for the first answer renews its leases once meanwhile. */
const firstAnswerMs = 21_000;
const laterAnswersMs = 4_000;

/** Answers what it is asked after a while, whether or not somebody still waits, and refuses at once. */
export class AnsweringModel implements LanguageModel {
  /** What it sent whole. */
  readonly answers: NonNullable<Records['answers']>[number][] = [];
  /** Calls that it was at work on, at some moment, without as many lines in the ledger. */
  unbookedCalls = 0;
  #callsInFlight = 0;
  readonly #bookedCalls: () => number;
  readonly #answer: Answer;
  readonly #clock: Clock;

  /** @param bookedCalls how many the ledger has of which nothing is known yet */
  constructor(answer: Answer, clock: Clock, bookedCalls: () => number) {
    this.#answer = answer;
    this.#clock = clock;
    this.#bookedCalls = bookedCalls;
  }

  async answer(request: ModelRequest): Promise<ModelAnswer> {
    if (this.#bookedCalls() <= this.#callsInFlight) this.unbookedCalls += 1;
    const said = this.#answer(request, this.#clock.now());
    if (said instanceof Error) throw said;
    this.#callsInFlight += 1;
    await this.#clock.wait(this.answers.length === 0 ? firstAnswerMs : laterAnswersMs);
    this.#callsInFlight -= 1;
    const { choice, prompt, schema } = request;
    const responseId = `response-${this.answers.length + 1}`;
    const question = JSON.stringify([choice.provider, choice.model, prompt, schema]);
    this.answers.push({ question, responseId });
    const answer = typeof said === 'string' ? modelAnswer({ text: said }) : said;
    return { ...answer, responseId };
  }
}
