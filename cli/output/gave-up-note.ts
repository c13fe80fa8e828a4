import type { Deployment } from '../deployment/deployment.ts';

/** What was waited for in vain. */
export interface GivenUp {
  /** Documents whose jobs have not ended. */
  readonly open: number;
  readonly timeoutSeconds: number;
}

/** That nobody waits any more, and what becomes of the jobs. */
export function gaveUpNote(
  deployment: Pick<Deployment, 'kind' | 'dataDirectory'>,
  { open, timeoutSeconds }: GivenUp,
): string {
  const documents = open === 1 ? '1 document' : `${open} documents`;
  return `gave up waiting for ${documents} after ${timeoutSeconds} s; ${outlook(deployment)}`;
}

function outlook({ kind, dataDirectory }: Pick<Deployment, 'kind' | 'dataDirectory'>): string {
  return {
    stack: 'the jobs go on in the stack, and `sluice ls --stack` lists them',
    attached: `the jobs go on in ${dataDirectory}, and \`sluice ls --data ${dataDirectory}\` lists them`,
    embedded: `the jobs go on in ${dataDirectory} with the next \`sluice run\` or \`sluice dev\` there; a call to the model that was under way may be billed`,
    temporary:
      'the jobs end with this command, and a call to the model that was under way may be billed; --data DIR keeps jobs and answers',
  }[kind];
}
