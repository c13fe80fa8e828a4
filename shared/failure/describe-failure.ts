import type { PipelineError } from './pipeline-error.ts';

/** A failure as results and the job table show it. */
export function describeFailure({ code, message, retryable }: PipelineError): {
  code: string;
  message: string;
  retryable: boolean;
} {
  return { code, message, retryable };
}
