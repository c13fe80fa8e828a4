import { type Random, randomFrom } from '../fuzz/random.ts';
import { type Interference, pass } from './interference.ts';
import type { ServiceRequest } from './service-request.ts';

/** Does to messages what queues may do: delivers them twice, and late, and so out of order. */
export class MessageFaults {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = randomFrom(seed ^ 0x3e_55_a6);
  }

  decide({ service, operation, body }: ServiceRequest): Interference {
    if (service !== 'sqs' || operation !== 'SendMessage') return pass;
    const dice = this.#random.below(100);
    if (dice < 5) return { before: 'pass', copies: 2, after: 'reply' };
    if (dice < 15) return { before: 'pass', body: delayed(body, this.#random), after: 'reply' };
    return pass;
  }
}

/** At most three seconds later than it was meant to come. */
function delayed(body: string, random: Random): string {
  const message: unknown = JSON.parse(body);
  if (typeof message !== 'object' || message === null) return body;
  const asked: unknown = Reflect.get(message, 'DelaySeconds');
  const delaySeconds = (typeof asked === 'number' ? asked : 0) + 1 + random.below(3);
  return JSON.stringify({ ...message, DelaySeconds: Math.min(900, delaySeconds) });
}
