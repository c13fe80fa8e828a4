import { DocumentNotFound, DocumentReplaced } from '../../shared/failure/document-errors.ts';
import type { DocumentReference } from '../../shared/job/job.ts';
import type {
  CurrentDocument,
  DocumentStore,
  StoredDocument,
} from '../../shared/ports/document-store.ts';

/** An object as it was put, under the version that S3 would name. */
interface PutObject {
  readonly key: string;
  readonly text: string;
  readonly version: string;
}

/** A bucket that keeps every version, or only the last one of each key, whose text is its ETag. */
export class VersionedDocumentStore implements DocumentStore {
  readonly keepsVersions: boolean;
  #objects: PutObject[] = [];
  #puts = 0;

  constructor(keepsVersions: boolean) {
    this.keepsVersions = keepsVersions;
  }

  put(key: string, text: string): PutObject {
    this.#puts += 1;
    const version = this.keepsVersions ? `version-${this.#puts}` : `etag-of-${text}`;
    const object = { key, text, version };
    if (!this.keepsVersions) this.delete(key);
    this.#objects.push(object);
    return object;
  }

  /** Deletes an object with all of its versions. */
  delete(key: string): void {
    this.#objects = this.#objects.filter((object) => object.key !== key);
  }

  async read({ key, version }: DocumentReference): Promise<StoredDocument> {
    const present = this.#objects.filter((object) => object.key === key);
    const found = present.find((object) => object.version === version);
    if (found !== undefined) return { bytes: new TextEncoder().encode(found.text), password: null };
    throw this.keepsVersions || present.length === 0
      ? new DocumentNotFound()
      : new DocumentReplaced();
  }

  async findCurrent(_bucket: string, key: string): Promise<CurrentDocument> {
    throw new Error(`no document that lists ${key} was scripted`);
  }
}
