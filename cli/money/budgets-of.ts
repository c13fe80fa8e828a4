import { DynamoBudgets } from '../../shared/adapters/aws/dynamo-budgets.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { Budgets } from '../../shared/ports/budgets.ts';
import type { Deployment } from '../deployment/deployment.ts';

/** The budgets of a deployment. */
export function budgetsOf({
  dynamodb,
  jobTable,
}: Pick<Deployment, 'dynamodb' | 'jobTable'>): Budgets {
  return new DynamoBudgets({ client: dynamodb, name: jobTable }, systemClock);
}
