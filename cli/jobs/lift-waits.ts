import { DynamoCallLimits } from '../../shared/adapters/aws/dynamo-call-limits.ts';
import { lifted } from '../../shared/extraction/call-limit.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { WaitedFor } from '../../shared/ports/call-limits.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { type Closing, providerIn } from './close-breakers.ts';

/** Workers change the limit at the same time, seldom more than one in the same moment. */
const tries = 3;

/**
 * Lets workers call providers again that they were to call later, since those asked for it.
 *
 * @returns the waits that were lifted
 */
export async function liftWaits(
  { dynamodb, jobTable }: Pick<Deployment, 'dynamodb' | 'jobTable'>,
  { provider, now }: Closing,
): Promise<WaitedFor[]> {
  const limits = new DynamoCallLimits({ client: dynamodb, name: jobTable }, systemClock);
  const done = new Map<string, WaitedFor>();
  for (let tried = 0; tried < tries; tried += 1) {
    const waiting = (await limits.listWaiting(now)).filter(
      (wait) => (provider ?? providerIn(wait.provider)) === providerIn(wait.provider),
    );
    if (waiting.length === 0) break;
    for (const wait of waiting) {
      if (await limits.change(wait.provider, lifted(wait.limit))) done.set(wait.provider, wait);
    }
  }
  return [...done.values()];
}
