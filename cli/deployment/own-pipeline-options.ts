import type { Environment } from '../../shared/settings/environment.ts';
import { CommandError } from '../command-error.ts';

/** What `sluice run` says of the model for this run alone. */
export interface RunModelOptions {
  readonly modelContext?: number | undefined;
  readonly thinking?: 'on' | 'off' | undefined;
}

/** The same as settings, which go before those of the shell. */
export function modelSettingsOf({ modelContext, thinking }: RunModelOptions): Environment {
  return {
    ...(modelContext === undefined ? {} : { SLUICE_MODEL_CONTEXT: String(modelContext) }),
    ...(thinking === undefined ? {} : { SLUICE_THINKING: thinking }),
  };
}

/**
 * Only a pipeline that this command starts can be told how to ask.
 *
 * @throws {CommandError} where there are such settings, and the pipeline is somebody else's
 */
export function refuseModelSettings(settings: Environment | undefined, whose: string): void {
  if (Object.keys(settings ?? {}).length === 0) return;
  throw new CommandError(
    `--model-context and --thinking work only where this command starts the pipeline itself; ${whose}`,
  );
}
