import { DynamoBreakers } from '../../shared/adapters/aws/dynamo-breakers.ts';
import type { Breaker } from '../../shared/extraction/breaker.ts';
import type { Deployment } from '../deployment/deployment.ts';

/** Which breakers to close, and when. */
export interface Closing {
  /** Only those of this provider; `undefined`: all. */
  readonly provider?: string | undefined;
  readonly now: Date;
}

/**
 * Lets jobs call their providers again. The keeper queues those that are held, little by little.
 *
 * @returns the breakers that were open
 */
export async function closeBreakers(
  { dynamodb, jobTable }: Pick<Deployment, 'dynamodb' | 'jobTable'>,
  { provider, now }: Closing,
): Promise<Breaker[]> {
  const breakers = new DynamoBreakers({ client: dynamodb, name: jobTable });
  const closed: Breaker[] = [];
  for (const breaker of await breakers.listOpen()) {
    if ((provider ?? providerIn(breaker.scope)) !== providerIn(breaker.scope)) continue;
    if (await breakers.close(breaker, now, 'operator')) closed.push(breaker);
  }
  return closed;
}

/** A scope begins with the provider's name; an address or a model may follow. */
export function providerIn(scope: string): string {
  return scope.split(/[ #]/, 1)[0] ?? scope;
}
