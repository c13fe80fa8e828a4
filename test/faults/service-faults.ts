import { type Random, randomFrom } from '../fuzz/random.ts';
import { type Interference, pass, throttled, unavailable } from './interference.ts';
import type { Service, ServiceRequest } from './service-request.ts';

/** A time in which one service lets most requests of the workers down. */
export interface Storm {
  readonly service: Service;
  /** From the start of the run. */
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/** Share of requests that meet a fault at any time, as on a bad day. */
const usualShare = 0.004;
const stormyShare = 0.7;

/** One storm about every fifteen seconds, two to five seconds long. */
export function planStorms(seed: number, seconds: number): readonly Storm[] {
  const random = randomFrom(seed ^ 0x57_0a_11);
  return Array.from({ length: Math.floor(seconds / 15) }, (_, index) => {
    const startsAtMs = index * 15_000 + random.below(10_000);
    const service = random.pick(['s3', 'sqs', 'dynamodb'] as const);
    return { service, startsAtMs, endsAtMs: startsAtMs + 2_000 + random.below(3_000) };
  });
}

/** Lets requests down at random: refused, throttled, unanswered, or done with the reply lost. */
export class ServiceFaults {
  readonly #random: Random;
  readonly #storms: readonly Storm[];
  readonly #elapsedMs: () => number;

  constructor(seed: number, storms: readonly Storm[], elapsedMs: () => number) {
    this.#random = randomFrom(seed ^ 0x5e_71_ce);
    this.#storms = storms;
    this.#elapsedMs = elapsedMs;
  }

  decide(request: ServiceRequest): Interference {
    if (this.#random.fraction() >= this.#shareFor(request)) return pass;
    const { service } = request;
    const dice = this.#random.below(100);
    if (dice < 30) return { before: 'refuse', reply: unavailable(service, 500) };
    if (dice < 55) return { before: 'refuse', reply: unavailable(service, 503) };
    if (dice < 80) return { before: 'refuse', reply: throttled(service) };
    if (dice < 97) return { before: 'pass', after: 'lose' };
    return { before: 'ignore', ms: 12_000 };
  }

  /**
   * Intake is spared the storms: what it gives up comes back after six minutes, as on AWS. So is the
   * run's own look at the pipeline, which would end with it.
   */
  #shareFor({ service, functionName }: ServiceRequest): number {
    const now = this.#elapsedMs();
    const isStormy = this.#storms.some(
      (storm) => storm.service === service && storm.startsAtMs <= now && now < storm.endsAtMs,
    );
    const isSpared = functionName === '' || functionName.includes('Intake');
    return isStormy && !isSpared ? stormyShare : usualShare;
  }
}
