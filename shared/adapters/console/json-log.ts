import { PipelineError } from '../../failure/pipeline-error.ts';
import type { Log, LogFields } from '../../ports/log.ts';

/**
 * Logs one object an event; Lambda's JSON log format adds time, level and request id.
 *
 * Of an error without a name only its class and frames are logged: its message may quote anything.
 */
export const jsonLog: Log = {
  info: (event, fields = {}) => {
    console.info({ event, ...fields });
  },
  warn: (event, fields = {}) => {
    console.warn({ event, ...fields });
  },
  error: (event, error, fields: LogFields = {}) => {
    console.error({ event, ...fields, ...describeError(error) });
  },
};

function describeError(error: unknown): Record<string, unknown> {
  if (error instanceof PipelineError) return { code: error.code, problem: error.message };
  if (!(error instanceof Error)) return { problem: typeof error };
  return { problem: error.name, frames: framesOf(error) };
}

const shownFrames = 8;

function framesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, shownFrames)
    .map((line) => line.trim());
}
