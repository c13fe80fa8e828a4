import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureAssembly } from '../../local/assembly.ts';
import { DataDirectoryInUse } from '../../local/local-errors.ts';
import { startLocalPipeline } from '../../local/local-pipeline.ts';
import { recognitionNotice } from '../../local/recognition/recognition-notice.ts';
import type { Environment } from '../../shared/settings/environment.ts';
import { readLocalRecognition, readLocalSettings } from '../../shared/settings/local-settings.ts';
import type { Deployment } from './deployment.ts';
import { openAttached } from './open-attached.ts';
import { waitForAttached } from './wait-for-attached.ts';
import { destroyClients, type LocalEndpoints, localClients } from './local-clients.ts';
import { startModelEnvironment } from './model-environment.ts';
import type { Purpose } from './deployment-options.ts';
import { refuseModelSettings } from './own-pipeline-options.ts';
import { openStorage } from './open-storage.ts';
import { refuseFile } from './refuse-file.ts';
import { requirePipelineState } from './require-pipeline-state.ts';
import { resumeHeldJobs } from './resume-held-jobs.ts';
import { readStackOutputs } from './stack-outputs.ts';

/** What is told, and to whom, while a local pipeline starts and works. */
export interface LocalListener {
  readonly note: (text: string) => void;
  /** Lines that functions log. @default not shown */
  readonly log?: (line: { functionName: string; line: string }) => void;
  /** Settings of the model that go before those of the shell. */
  readonly modelSettings?: Environment;
}

/** A pipeline of this process, and what only its owner can know. */
export interface EmbeddedDeployment extends Deployment {
  readonly endpoints: LocalEndpoints;
  /** What the template declares and this machine does not do. */
  readonly notEmulated: readonly string[];
}

/**
 * The pipeline of a data directory: that of the process which owns it, else one of our own. Who
 * only reads or uploads needs no more than its storage.
 *
 * @throws {CommandError} where there is nothing to read, or the directory is a file
 */
export async function openLocal(
  dataDirectory: string,
  listener: LocalListener,
  purpose: Purpose,
): Promise<Deployment> {
  await refuseFile(dataDirectory);
  if (purpose === 'read' || purpose === 'retry') await requirePipelineState(dataDirectory);
  const attached = await openAttached(dataDirectory, listener.note, purpose);
  if (attached !== undefined) {
    try {
      refuseModelSettings(listener.modelSettings, `a process runs the one in ${dataDirectory}`);
    } catch (error) {
      await attached.stop();
      throw error;
    }
    return attached;
  }
  try {
    return await (purpose === 'work' || purpose === 'work-and-forget'
      ? startEmbedded(dataDirectory, listener)
      : openStorage(dataDirectory, listener.note));
  } catch (error) {
    if (!(error instanceof DataDirectoryInUse)) throw error;
    // Another process was faster: its pipeline is as good.
    const faster = await openAttached(dataDirectory, listener.note, purpose);
    if (faster === undefined) throw error;
    return faster;
  }
}

/** A pipeline of our own in a directory that is removed with the process. */
export async function openTemporary(listener: LocalListener): Promise<Deployment> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'sluice-'));
  // At the very end, however the process comes to it: until then something may still write there.
  process.once('exit', () => rmSync(dataDirectory, { recursive: true, force: true }));
  return { ...(await startEmbedded(dataDirectory, listener)), kind: 'temporary' };
}

/** A pipeline of our own, whose state stays in the data directory. */
export async function startEmbedded(
  dataDirectory: string,
  listener: LocalListener,
): Promise<EmbeddedDeployment> {
  // Before the functions are built, which takes a while: settings may be wrong.
  const recognition = readLocalRecognition();
  const model = await startModelEnvironment(
    listener.note,
    readLocalSettings(undefined, listener.modelSettings),
  );
  try {
    if (recognition.TEXT_RECOGNITION !== 'off') listener.note(recognitionNotice);
    const assemblyDirectory = await ensureAssembly({ log: listener.note });
    const pipeline = await startLocalPipeline({
      assemblyDirectory,
      dataDirectory: resolve(dataDirectory),
      environment: { ...model.environment, ...recognition },
      ...(listener.log === undefined ? {} : { log: listener.log }),
    });
    const clients = localClients(pipeline.endpoints);
    const resources = readStackOutputs(pipeline.outputs);
    await resumeHeldJobs({ ...clients, ...resources }, () => pipeline.invokeSchedule('Keeper'));
    return {
      ...resources,
      ...clients,
      kind: 'embedded',
      dataDirectory,
      endpoints: pipeline.endpoints,
      notEmulated: pipeline.notEmulated,
      releaseNight: async () => {
        await pipeline.invokeSchedule('Nightly');
      },
      waitForOthers: async () => waitForAttached(dataDirectory, listener.note),
      stop: async () => {
        destroyClients(clients);
        await pipeline.stop();
        await model.stop();
      },
    };
  } catch (error) {
    await model.stop();
    throw error;
  }
}
