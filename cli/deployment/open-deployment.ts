import { readCliSettings } from '../../shared/settings/cli-settings.ts';
import type { Deployment } from './deployment.ts';
import type { DeploymentOptions, Purpose } from './deployment-options.ts';
import type { LocalListener } from './open-local.ts';

/** Where local state lies unless somebody says otherwise. */
export const defaultDataDirectory = '.sluice';

/**
 * Opens what the options name: the stack, else the pipeline of the data directory.
 *
 * The parts that are needed are loaded when they are needed: `--help` and a wrong argument answer
 * at once.
 */
export async function openDeployment(
  { data, stack }: DeploymentOptions,
  listener: LocalListener,
  purpose: Purpose,
): Promise<Deployment> {
  if (stack !== undefined) {
    const { openStack } = await import('./open-stack.ts');
    return openStack(stack, readCliSettings().region);
  }
  const { openLocal, openTemporary } = await import('./open-local.ts');
  if (data === undefined && purpose === 'work-and-forget') return openTemporary(listener);
  return openLocal(data ?? defaultDataDirectory, listener, purpose);
}
