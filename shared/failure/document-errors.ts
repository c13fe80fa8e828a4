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

  /** @param subject what is too large, with its verb */
  constructor(sizeBytes: number, maximumBytes: number, subject = 'the object has') {
    super(`${subject} ${sizeBytes} bytes; at most ${maximumBytes} are read`);
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

/** No layer of text in it: pictures of pages, or a picture. */
export class NoTextLayer extends PipelineError {
  readonly code = 'NO_TEXT_LAYER';
  readonly retryable = false;

  /** @param remedy what can be done, or why text recognition cannot help here */
  constructor(
    found: string,
    remedy = 'turn text recognition on to have it read: SLUICE_TEXT_RECOGNITION=on, or the setting textRecognition of a deployment',
  ) {
    super(`the document is ${found} without a layer of text; ${remedy}`);
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

/** It is of a known format, but cannot be parsed: cut off, or not what its signature says. */
export class DocumentDamaged extends PipelineError {
  readonly code = 'DOCUMENT_DAMAGED';
  readonly retryable = false;

  /** @param format for example `PDF` */
  constructor(format: string, options?: ErrorOptions) {
    super(`the ${format} is damaged or cut off and cannot be read`, options);
  }
}

/** Reading it would take more than one document may take. */
export class DocumentTooComplex extends PipelineError {
  readonly code = 'DOCUMENT_TOO_COMPLEX';
  readonly retryable = false;

  /** @param limit what was exceeded, with its value, for example `more than 3000 pages` */
  constructor(limit: string, options?: ErrorOptions) {
    super(`the document takes more than one document may take: ${limit}`, options);
  }
}

/** Reading it did not end in the time that one document has. */
export class DocumentReadTimeout extends PipelineError {
  readonly code = 'DOCUMENT_READ_TIMEOUT';
  readonly retryable = false;

  constructor(timeoutMs: number, options?: ErrorOptions) {
    super(`reading the document took more than ${timeoutMs} ms`, options);
  }
}

/** The process that reads could not be started, or was stopped from outside: not the document's fault. */
export class ReaderUnavailable extends PipelineError {
  readonly code = 'READER_UNAVAILABLE';
  readonly retryable = true;

  constructor(options?: ErrorOptions) {
    super(
      'the process that reads documents could not be started, or was stopped from outside',
      options,
    );
  }
}

/** Protected by a password, and none was given. */
export class PasswordRequired extends PipelineError {
  readonly code = 'PASSWORD_REQUIRED';
  readonly retryable = false;

  constructor() {
    super(
      'the document is protected; upload it with its password in the object metadata x-amz-meta-password',
    );
  }
}

/** Protected by another password than the one that was given. */
export class PasswordWrong extends PipelineError {
  readonly code = 'PASSWORD_WRONG';
  readonly retryable = false;

  constructor() {
    super('the password in the object metadata x-amz-meta-password does not open the document');
  }
}
