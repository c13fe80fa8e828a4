import type { Deployment } from '../deployment/deployment.ts';
import { samePlace } from './next-command.ts';
import type { Terminal } from './terminal.ts';

/**
 * Says who will work on something where no pipeline runs.
 *
 * @param waiting data: the directory as the printed command names it; work: what will be worked on
 */
export function noteIfNothingRuns(
  { kind }: Pick<Deployment, 'kind'>,
  { data, work }: { readonly data: string | undefined; readonly work: string },
  terminal: Pick<Terminal, 'note'>,
): void {
  if (kind !== 'embedded') return;
  const place = samePlace({ data });
  terminal.note(`no pipeline is running here: \`sluice dev${place}\` will work on ${work}`);
}
