import { readCliSettings } from '../../shared/settings/cli-settings.ts';
import type { Deployment } from './deployment.ts';
import type { DeploymentOptions, Purpose } from './deployment-options.ts';
import type { LocalListener } from './open-local.ts';
import { refuseModelSettings } from './own-pipeline-options.ts';

/** Where local state lies unless somebody says otherwise. */
export const defaultDataDirectory = '.sluice';

/**
 * Opens what the options name: the stack, else the pipeline of the data directory.
 *
 * The parts that are needed are loaded when they are needed: `--help` and a wrong argument answer
 * at once.
 */
export async function openDeployment(
  { data, stack, modelSettings }: DeploymentOptions,
  listener: LocalListener,
  purpose: Purpose,
): Promise<Deployment> {
  if (stack !== undefined) {
    refuseModelSettings(modelSettings, `deploy ${stack} with -c modelContext and -c thinking`);
    const { openStack } = await import('./open-stack.ts');
    return openStack(stack, readCliSettings().region);
  }
  const { openLocal, openTemporary } = await import('./open-local.ts');
  const start = { ...listener, ...(modelSettings === undefined ? {} : { modelSettings }) };
  if (data === undefined && purpose === 'work-and-forget') return openTemporary(start);
  return openLocal(data ?? defaultDataDirectory, start, purpose);
}
