import { PipelineError } from '../shared/failure/pipeline-error.ts';

/** Another process that is alive owns the data directory. */
export class DataDirectoryInUse extends PipelineError {
  readonly code = 'DATA_DIRECTORY_IN_USE';
  readonly retryable = true;

  constructor(directory: string, processId: number) {
    super(
      `the data directory ${directory} is in use by process ${processId}; stop it or choose another directory`,
    );
  }
}

/** The data directory was made by an older template and a table of it cannot be changed. */
export class DataDirectoryOutdated extends PipelineError {
  readonly code = 'DATA_DIRECTORY_OUTDATED';
  readonly retryable = false;

  constructor(table: string, missing: readonly string[]) {
    super(
      `the table ${table} of this data directory lacks what the template now declares: ${missing.join(', ')}; use a new data directory`,
    );
  }
}

/** The synthesized template says something that the local pipeline cannot read. */
export class TemplateUnreadable extends PipelineError {
  readonly code = 'TEMPLATE_UNREADABLE';
  readonly retryable = false;

  constructor(problem: string, options?: ErrorOptions) {
    super(`the synthesized template cannot be read: ${problem}`, options);
  }
}

/** Building the functions or synthesizing the template failed. */
export class SynthesisFailed extends PipelineError {
  readonly code = 'SYNTHESIS_FAILED';
  readonly retryable = false;

  constructor(command: string, output: string) {
    super(`${command} failed:\n${output}`);
  }
}
