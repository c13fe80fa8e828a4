import { createRequire } from 'node:module';
import type { Server } from 'node:http';

/**
 * dynalite 4.0.0 with `ReturnValuesOnConditionCheckFailure`, which it lacks: it would refuse the
 * parameter. A failed condition then carries the item that stood in the way. The version is pinned
 * exactly.
 */
interface Validation {
  readonly types: Record<string, unknown>;
}

interface ConditionFailure {
  body: object;
}

interface ConditionalRequest {
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

interface Database {
  checkConditional(request: ConditionalRequest, item: unknown): ConditionFailure | undefined;
}

interface Options {
  readonly path: string;
  readonly createTableMs: number;
  readonly updateTableMs: number;
  readonly deleteTableMs: number;
}

const require = createRequire(import.meta.url);

const database: Database = require('dynalite/db/index.js');
const checkConditional = database.checkConditional.bind(database);
database.checkConditional = (request, item) => {
  const failure = checkConditional(request, item);
  const wantsItem = request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  if (failure !== undefined && failure !== null && wantsItem && item !== undefined) {
    failure.body = { ...failure.body, Item: item };
  }
  return failure;
};

for (const operation of ['putItem', 'updateItem', 'deleteItem']) {
  const validation: Validation = require(`dynalite/validations/${operation}.js`);
  validation.types['ReturnValuesOnConditionCheckFailure'] = {
    type: 'String',
    enum: ['ALL_OLD', 'NONE'],
  };
}

/** Makes a server that does not listen yet. */
export const createDynalite: (options: Options) => Server = require('dynalite');
