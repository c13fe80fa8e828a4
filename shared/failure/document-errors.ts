import { PipelineError } from './pipeline-error.ts';

/** No reader for what the bytes turned out to be. */
export class UnsupportedFormat extends PipelineError {
  readonly code = 'UNSUPPORTED_FORMAT';
  readonly retryable = false;

  /** @param found what the content looks like, for example `application/pdf` */
  constructor(found: string, supported: readonly string[]) {
    super(`the content looks like ${found}; readable are ${supported.join(', ')}`);
  }
}

/** The bytes are not valid text in the encoding that they announce, UTF-8 where they announce none. */
export class InvalidEncoding extends PipelineError {
  readonly code = 'INVALID_ENCODING';
  readonly retryable = false;

  constructor(encoding: string, options?: ErrorOptions) {
    super(`the bytes are not valid ${encoding}; save the document as UTF-8 or UTF-16`, options);
  }
}

/** Nothing to read: no bytes, or only white space. */
export class EmptyDocument extends PipelineError {
  readonly code = 'EMPTY_DOCUMENT';
  readonly retryable = false;

  constructor() {
    super('the document has no text');
  }
}

/** Larger than the setting MAX_DOCUMENT_BYTES allows. */
export class DocumentTooLarge extends PipelineError {
  readonly code = 'DOCUMENT_TOO_LARGE';
  readonly retryable = false;

  constructor(sizeBytes: number, maximumBytes: number) {
    super(`the object has ${sizeBytes} bytes; at most ${maximumBytes} are read`);
  }
}

/** The object was overwritten before it was read; the newer version has a job of its own. */
export class DocumentReplaced extends PipelineError {
  readonly code = 'DOCUMENT_REPLACED';
  readonly retryable = false;

  constructor(options?: ErrorOptions) {
    super(
      'the object was overwritten before it was read; its new version is a job of its own',
      options,
    );
  }
}

/** The object, or this version of it, was deleted before it was read. */
export class DocumentNotFound extends PipelineError {
  readonly code = 'DOCUMENT_NOT_FOUND';
  readonly retryable = false;

  constructor(options?: ErrorOptions) {
    super('the object was deleted before it was read; upload it again', options);
  }
}
