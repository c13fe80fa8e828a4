import { PipelineError } from './pipeline-error.ts';

/** The server has no model or several, and the settings do not say which. */
export class ModelNotChosen extends PipelineError {
  readonly code = 'MODEL_NOT_CHOSEN';
  readonly retryable = false;

  constructor(baseUrl: string, modelIds: readonly string[]) {
    super(
      modelIds.length === 0
        ? `the server at ${baseUrl} lists no model; set SLUICE_MODEL to the id it answers to`
        : `the server at ${baseUrl} has ${modelIds.length} models; set SLUICE_MODEL to one of ${listed(modelIds)}`,
    );
  }
}

/** A provider without an address of its own was chosen, and the settings give none. */
export class ModelBaseUrlMissing extends PipelineError {
  readonly code = 'MODEL_BASE_URL_MISSING';
  readonly retryable = false;

  constructor(provider: string) {
    super(
      `provider ${provider} has no address of its own; set OPENAI_BASE_URL to the root of the API, for example http://127.0.0.1:11434/v1`,
    );
  }
}

/** Large servers list hundreds of models: enough to recognise one's own is enough. */
const namesShown = 20;

function listed(modelIds: readonly string[]): string {
  const more = modelIds.length - namesShown;
  return modelIds.slice(0, namesShown).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
