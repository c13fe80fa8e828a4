import { jobTableIndexes } from '../../job/job-table.ts';
import type { Expectation, Move } from '../../job/move.ts';
import { batchShard, statusAttributes } from './job-item.ts';

/** What UpdateItem needs to make a move, and only if its expectation holds. */
export interface MoveExpression {
  readonly ConditionExpression: string;
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
}

/**
 * Writes a move as DynamoDB expressions: what changes to `null` is removed.
 *
 * @param stored attributes that are not the job's own, changed with it
 */
export function moveExpression(
  jobId: string,
  { expect, change }: Move,
  stored: Readonly<Record<string, unknown>>,
): MoveExpression {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const condition = conditions(expect, { names, values });

  const changed = Object.entries({ ...change, ...changedIndexes(jobId, change), ...stored });
  const sets = changed.filter(([, value]) => value !== null && value !== undefined);
  const removes = changed.filter(([, value]) => value === null || value === undefined);
  for (const [name] of changed) names[`#${name}`] = name;
  for (const [name, value] of sets) values[`:set_${name}`] = value;

  const set = `SET ${sets.map(([name]) => `#${name} = :set_${name}`).join(', ')}`;
  const remove =
    removes.length === 0 ? '' : ` REMOVE ${removes.map(([name]) => `#${name}`).join(', ')}`;
  return {
    ConditionExpression: condition,
    UpdateExpression: `${set}${remove}`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

function changedIndexes(
  jobId: string,
  { status, batchId }: Move['change'],
): Record<string, string | undefined> {
  return {
    ...(status === undefined ? {} : statusAttributes(jobId, status)),
    ...(batchId === undefined
      ? {}
      : { [jobTableIndexes.byBatch.partitionKey]: batchShard({ jobId, batchId }) }),
  };
}

interface Expressed {
  readonly names: Record<string, string>;
  readonly values: Record<string, unknown>;
}

function conditions(expect: Expectation, { names, values }: Expressed): string {
  names['#status'] = 'status';
  const statuses = expect.status.map((status, index) => {
    values[`:status${index}`] = status;
    return `:status${index}`;
  });
  const all = [`#status IN (${statuses.join(', ')})`];
  for (const name of ['attempt', 'owner'] as const) {
    const value = expect[name];
    if (value === undefined) continue;
    names[`#${name}`] = name;
    values[`:is_${name}`] = value;
    all.push(`#${name} = :is_${name}`);
  }
  if (expect.leaseFreeAt !== undefined) {
    names['#leaseUntil'] = 'leaseUntil';
    values[':leaseFreeAt'] = expect.leaseFreeAt;
    all.push('(attribute_not_exists(#leaseUntil) OR #leaseUntil < :leaseFreeAt)');
  }
  return all.join(' AND ');
}
