import { functionConfiguration, type Surroundings } from '../lambda/function-configuration.ts';
import type { FunctionLogLine } from '../lambda/invocation-result.ts';
import { LocalFunction } from '../lambda/local-function.ts';
import type { DeclaredResources } from '../template/declared-resources.ts';
import { functionSchema } from '../template/emulated-resources.ts';

/** What functions are made with. */
export interface FunctionHosting {
  readonly surroundings: Surroundings;
  readonly log: (line: FunctionLogLine) => void;
}

/** The template's functions by logical id. None has a process until it is invoked. */
export function createFunctions(
  resources: DeclaredResources,
  { surroundings, log }: FunctionHosting,
): ReadonlyMap<string, LocalFunction> {
  return new Map(
    resources
      .ofType(functionSchema, 'AWS::Lambda::Function')
      // Other runtimes are CDK's own helpers.
      .filter(({ properties }) => properties.Runtime.startsWith('nodejs'))
      .map((declared) => [
        declared.logicalId,
        new LocalFunction(functionConfiguration(declared, surroundings), log),
      ]),
  );
}

/**
 * The function of a name or ARN.
 *
 * @throws {Error} where there is none
 */
export function findFunction(
  functions: ReadonlyMap<string, LocalFunction>,
  nameOrArn: string,
): LocalFunction {
  const found = [...functions.values()].find(
    ({ configuration }) => nameOrArn === configuration.name || nameOrArn === configuration.arn,
  );
  if (found === undefined) throw new Error(`there is no function ${nameOrArn}`);
  return found;
}
