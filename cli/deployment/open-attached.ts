import { setTimeout as wait } from 'node:timers/promises';
import { attachToPipeline } from '../../local/attached-processes.ts';
import { isRunning, type RunningPipeline } from '../../local/data-directory.ts';
import { namedModelSettings } from '../../shared/settings/local-settings.ts';
import { CommandError } from '../command-error.ts';
import { samePlace } from '../output/next-command.ts';
import type { Deployment } from './deployment.ts';
import type { Purpose } from './deployment-options.ts';
import { destroyClients, localClients } from './local-clients.ts';
import { readStackOutputs } from './stack-outputs.ts';

/** The pipeline that another process runs on the directory; `undefined` where none does. */
export async function openAttached(
  dataDirectory: string,
  note: (text: string) => void,
  purpose: Purpose,
): Promise<Deployment | undefined> {
  const attachment = await attachToPipeline(dataDirectory);
  if (attachment === undefined) return undefined;
  const { pipeline } = attachment;

  const unused = purpose === 'read' || purpose === 'configure' ? [] : namedModelSettings();
  if (unused.length > 0) note(ownSettingsNote(pipeline.pid, unused));
  const clients = localClients(pipeline.endpoints);
  return {
    ...readStackOutputs(pipeline.outputs),
    ...clients,
    kind: 'attached',
    dataDirectory,
    releaseNight: undefined,
    explain: async (error) => explain(error, pipeline, dataDirectory),
    stop: async () => {
      destroyClients(clients);
      await attachment.detach();
    },
  };
}

/** Which settings of this shell do not reach the model, and why. */
function ownSettingsNote(processId: number, unused: readonly string[]): string {
  return `process ${processId} runs this pipeline and answers with its own settings; not used of this shell: ${unused.join(', ')}`;
}

/** Between the end of one server of a process and that of its last, in milliseconds. */
const endingMs = 2000;

async function explain(
  error: unknown,
  pipeline: RunningPipeline,
  dataDirectory: string,
): Promise<unknown> {
  const deadline = Date.now() + (isOfConnection(error) ? endingMs : 0);
  while (await isRunning(pipeline)) {
    if (Date.now() >= deadline) return error;
    await wait(50);
  }
  return new CommandError(
    `process ${pipeline.pid}, which ran the pipeline on ${dataDirectory}, has ended. The jobs live on there: the same command again, or sluice dev${samePlace({ data: dataDirectory })}, goes on with them`,
    { cause: error },
  );
}

function isOfConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code));
}
