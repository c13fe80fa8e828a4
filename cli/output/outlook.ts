import type { Deployment } from '../deployment/deployment.ts';
import { samePlace } from './next-command.ts';

/** What becomes of jobs that nobody waits for any more, and the command that goes on with them. */
export function outlook({
  kind,
  dataDirectory,
  stackName,
}: Pick<Deployment, 'kind' | 'dataDirectory' | 'stackName'>): string {
  const place = samePlace({ data: dataDirectory, stack: stackName });
  return {
    stack: `the jobs go on in the stack, and \`sluice ls${place}\` lists them`,
    attached: `the jobs go on in ${dataDirectory}, and \`sluice ls${place}\` lists them`,
    embedded: `jobs and paid answers are kept in ${dataDirectory}: the same command again, or \`sluice dev${place}\`, goes on with them; a call to the model that was under way may be billed`,
    temporary:
      'the jobs end with this command, and with them the answers that were paid; a call to the model that was under way may be billed; --data DIR keeps jobs and answers',
  }[kind];
}
