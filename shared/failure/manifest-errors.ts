import { PipelineError } from './pipeline-error.ts';

/** A manifest that cannot be followed: it is not written as one, or lists what it may not list. */
export class ManifestInvalid extends PipelineError {
  readonly code = 'MANIFEST_INVALID';
  readonly retryable = false;

  /** @param problem what is wrong and where, with nothing of the document but keys */
  constructor(problem: string, options?: ErrorOptions) {
    super(`the manifest cannot be followed: ${problem}`, options);
  }
}

/** How many missing members a message names: a manifest may list thousands. */
const namedMembers = 5;

/** The manifest lists objects that are not in the bucket. */
export class ManifestMemberNotFound extends PipelineError {
  readonly code = 'MANIFEST_MEMBER_NOT_FOUND';
  readonly retryable = false;

  /** @param keys of the missing objects, at least one */
  constructor(keys: readonly string[], options?: ErrorOptions) {
    const named = keys.slice(0, namedMembers).map((key) => JSON.stringify(key));
    const others = keys.length - named.length;
    const rest = others === 0 ? '' : ` and ${others} more`;
    super(`not in the bucket: ${named.join(', ')}${rest}; upload the manifest last`, options);
  }
}

/** A member that has no text of its own to be joined. */
export class ManifestMemberUnsupported extends PipelineError {
  readonly code = 'MANIFEST_MEMBER_UNSUPPORTED';
  readonly retryable = false;

  /** @param found for example `an archive (zip)` */
  constructor(key: string, found: string) {
    super(`${JSON.stringify(key)} is ${found}, which cannot be read together with others`);
  }
}

/** Another failure, with its own code, and the member that it happened to. */
export class MemberFailure extends PipelineError {
  readonly code: string;
  readonly retryable: boolean;

  constructor(key: string, failure: PipelineError) {
    super(`${JSON.stringify(key)}: ${failure.message}`, { cause: failure });
    this.code = failure.code;
    this.retryable = failure.retryable;
  }
}
