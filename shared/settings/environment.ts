import * as z from 'zod';

/** Names and values as a process gets them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables that `schema` names; one that is set to nothing counts as not set.
 *
 * @throws {z.ZodError} that names every missing or malformed variable at once
 */
export function readEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  environment: Environment,
): z.output<Schema> {
  return schema.parse(withoutEmpty(environment));
}

/** The variables that are set to something. */
export function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

/** How long something is kept, in days, as text in the environment; 0: for ever. */
export const retentionDays = z.string().regex(/^\d+$/).transform(Number);

/** A whole number above zero, as text in the environment. */
export const positiveInteger = z
  .string()
  .regex(/^[1-9]\d*$/, { error: 'it has to be a whole number above zero' })
  .transform(Number);
