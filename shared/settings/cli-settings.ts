import * as z from 'zod';
import { type Environment, readEnvironment } from './environment.ts';

const environmentSchema = z.object({
  /** Any value: failures of the command itself are shown with their stack. */
  SLUICE_DEBUG: z.string().optional(),
  /** Where a deployed stack is; the AWS SDK's own names. */
  AWS_REGION: z.string().optional(),
  AWS_DEFAULT_REGION: z.string().optional(),
});

/** What the `sluice` command is told by its environment. */
export interface CliSettings {
  readonly showsStack: boolean;
  /** `undefined`: the AWS profile decides. */
  readonly region: string | undefined;
}

/** Reads the environment of the `sluice` command. */
export function readCliSettings(environment: Environment = process.env): CliSettings {
  const { SLUICE_DEBUG, AWS_REGION, AWS_DEFAULT_REGION } = readEnvironment(
    environmentSchema,
    environment,
  );
  return { showsStack: SLUICE_DEBUG !== undefined, region: AWS_REGION ?? AWS_DEFAULT_REGION };
}
