import type * as z from 'zod';
import type { Environment } from './environment.ts';

type Issue = z.core.$ZodIssue;

/** Variables that a person has set to something else than they may be: a line for each. */
export class SettingsInvalid extends Error {
  override readonly name = 'SettingsInvalid';

  constructor(error: z.core.$ZodError, environment: Environment) {
    super(error.issues.map((issue) => lineOf(issue, environment)).join('\n'), { cause: error });
  }
}

function lineOf(issue: Issue, environment: Environment): string {
  const name = issue.path.join('.');
  return `${name} ${valueOf(name, environment)}; ${allowedBy(issue)}`;
}

/** A message may be pasted anywhere: keys stay out of it. */
function valueOf(name: string, environment: Environment): string {
  const value = environment[name];
  if (value === undefined) return 'is not set';
  return name.includes('KEY') ? 'cannot be used' : `is ${JSON.stringify(value)}`;
}

function allowedBy(issue: Issue): string {
  if (issue.code === 'invalid_value') return `allowed are ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_format' && issue.format === 'url') {
    return 'it has to be an address that begins with http:// or https://, such as http://127.0.0.1:11434/v1';
  }
  return issue.message;
}
