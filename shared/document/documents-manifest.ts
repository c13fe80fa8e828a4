import * as z from 'zod';
import { ManifestInvalid } from '../failure/manifest-errors.ts';
import { documentFolders } from './upload-key.ts';

/** One of the documents that a manifest lists. */
export interface ManifestMember {
  /** Of an object in the manifest's own bucket. */
  readonly key: string;
  /** What the manifest calls it; `null` where it gives it no title. */
  readonly title: string | null;
}

/** What the key of a manifest ends with. */
export const manifestExtension = '.documents.json';

/** Whether an object lists the documents that are asked about together, by its key alone. */
export function isDocumentsManifest(key: string): boolean {
  return key.endsWith(manifestExtension);
}

/** A thousand of the longest keys that S3 has (1,024 bytes), with room for titles and quotes. */
const maximumManifestBytes = 2_000_000;

const keySchema = z
  .string()
  .min(1)
  .max(1_024)
  .superRefine((key, context) => {
    if (!documentFolders.some((folder) => key.startsWith(`${folder}/`))) {
      const folders = documentFolders.map((folder) => `${folder}/`).join(', ');
      context.addIssue(`${JSON.stringify(key)} lies in none of ${folders}`);
    }
    if (isDocumentsManifest(key)) {
      context.addIssue(`${JSON.stringify(key)} is a manifest, and no manifest lists another`);
    }
  });

const memberSchema = z.preprocess(
  (member) => (typeof member === 'string' ? { key: member } : member),
  z.strictObject({
    key: keySchema,
    title: z.string().trim().min(1).max(200).nullable().default(null),
  }),
);

const manifestSchema = z.preprocess(
  (manifest) => (Array.isArray(manifest) ? { documents: manifest } : manifest),
  z.strictObject({
    documents: z
      .array(memberSchema)
      .min(1)
      .superRefine((members, context) => {
        const seen = new Set<string>();
        const repeated = members.find(({ key }) => seen.size === seen.add(key).size);
        if (repeated !== undefined) {
          context.addIssue(`${JSON.stringify(repeated.key)} is listed more than once`);
        }
      }),
  }),
);

/**
 * Reads a manifest: `{ "documents": [ … ] }` or the bare list, of keys or of `{ key, title }`.
 *
 * @param maximumMembers how many documents it may list
 * @returns the members in the order of the manifest, at least one
 * @throws {ManifestInvalid}
 */
export function parseManifest(bytes: Uint8Array, maximumMembers: number): ManifestMember[] {
  if (bytes.length > maximumManifestBytes) {
    throw new ManifestInvalid(`it has ${bytes.length} bytes; at most ${maximumManifestBytes}`);
  }
  const { success, data, error } = manifestSchema.safeParse(parseJson(decode(bytes)));
  if (!success) throw new ManifestInvalid(describeProblems(error), { cause: error });
  const { documents } = data;
  if (documents.length > maximumMembers) {
    throw new ManifestInvalid(`it lists ${documents.length} documents; at most ${maximumMembers}`);
  }
  return documents;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ManifestInvalid('it is not UTF-8', { cause: error });
  }
}

/** The parser's own message quotes what it read; only the place in it is passed on. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = /\(line \d+ column \d+\)/.exec(String(error))?.[0] ?? '';
    throw new ManifestInvalid(`it is not JSON ${place}`.trimEnd(), { cause: error });
  }
}

/** Problems that a message tells of, and how long it may get. */
const toldProblems = 3;
const messageCharacters = 1_000;

function describeProblems({ issues }: z.ZodError): string {
  const told = issues
    .slice(0, toldProblems)
    .map(({ path, message }) => (path.length === 0 ? message : `${placeOf(path)}: ${message}`));
  return told.join('; ').slice(0, messageCharacters);
}

/** `documents[2].key` */
function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}
