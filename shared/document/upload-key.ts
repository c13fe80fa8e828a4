import { InvalidKey, UnknownAnalysis, UnknownLane } from '../failure/upload-errors.ts';
import { type Lane, lanes } from '../job/lane.ts';

/** What the key of an upload says. */
export interface UploadAddress {
  readonly lane: Lane;
  readonly analysis: string;
  /** The rest of the key as it stands, for example `2025/board.vtt`; never empty. */
  readonly path: string;
}

/** The first folder of an object key of each lane. */
const laneFolders: Readonly<Record<Lane, string>> = { now: 'inbox', nightly: 'nightly' };

/** The folder of objects that become no jobs by themselves: manifests list them. */
export const membersFolder = 'members';

/** Every folder that documents are read from. */
export const documentFolders: readonly string[] = [...Object.values(laneFolders), membersFolder];

const analysisName = /^[a-z][a-z0-9-]{0,62}$/;

/** Where an upload for an analysis goes: `inbox/meeting-minutes/2025/board.vtt`. */
export function uploadKey({ lane, analysis, path }: UploadAddress): string {
  return `${laneFolders[lane]}/${analysis}/${path}`;
}

/**
 * Reads what {@link uploadKey} wrote; `key` is decoded already ({@link decodeEventKey}).
 *
 * @param known names of the analyses of this deployment
 * @throws {InvalidKey} where the lane's folder, the analysis's folder or the file name is missing or malformed
 * @throws {UnknownLane} where the first folder is not a lane's
 * @throws {UnknownAnalysis} where the second folder could be an analysis, but is none of `known`
 */
export function parseUploadKey(
  key: string,
  known: ReadonlySet<string> | readonly string[],
): UploadAddress {
  const [folder = '', analysis, ...rest] = key.split('/');
  if (analysis === undefined) throw new InvalidKey(`${JSON.stringify(key)} lies in no folder`);

  const lane = lanes.find((name) => laneFolders[name] === folder);
  if (lane === undefined) throw new UnknownLane(folder);
  if (rest.length === 0) {
    throw new InvalidKey(`${JSON.stringify(analysis)} lies directly in ${folder}/`);
  }
  if (!analysisName.test(analysis)) {
    throw new InvalidKey(`${JSON.stringify(analysis)} does not match ${analysisName.source}`);
  }

  const names = new Set(known);
  if (!names.has(analysis)) throw new UnknownAnalysis(analysis, [...names]);

  const path = rest.join('/');
  if (path === '') throw new InvalidKey('no file name follows the analysis');
  return { lane, analysis, path };
}

/** Whether an object is only there for a manifest to list. */
export function isMaterial(key: string): boolean {
  return key.startsWith(`${membersFolder}/`);
}

/**
 * The key of an object as S3 events carry it, made readable: a space arrives as `+`, all else that
 * is not plain as percent-encoded UTF-8.
 *
 * @throws {InvalidKey} where the encoding is malformed
 */
export function decodeEventKey(encodedKey: string): string {
  try {
    return decodeURIComponent(encodedKey.replaceAll('+', ' '));
  } catch {
    throw new InvalidKey(`${JSON.stringify(encodedKey)} is not URL-encoded UTF-8`);
  }
}

/**
 * Whether an object only stands for a folder, as consoles create them: it is no upload.
 *
 * One that has bytes is an upload all the same, and must not be ignored silently.
 */
export function isFolderMarker(key: string, sizeBytes: number): boolean {
  return key.endsWith('/') && sizeBytes === 0;
}
