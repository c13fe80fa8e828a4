import { unzipSync } from 'fflate';
import { DocumentDamaged, DocumentTooComplex } from '../../../failure/document-errors.ts';
import { PipelineError } from '../../../failure/pipeline-error.ts';
import type { FormatInput } from '../format-reader.ts';
import { decodeXml } from './decode-xml.ts';

/** The parts of a zipped document that have text. */
export interface ZipParts {
  /** What the document is, for failures, for example `Word document`. */
  readonly format: string;
  /** In the archive's order, as it spells them, with `/` between folders. */
  readonly paths: readonly string[];
  /** A part decoded, its path in whatever case; `undefined` where there is none. */
  readonly read: (path: string) => string | undefined;
}

/** More entries than an Office document of many thousand pages has; the list alone costs time. */
const maximumEntries = 10_000;

const textParts = /\.(?:xml|rels|opf|ncx|x?html?)$/iu;

/** Folders whose parts say how something looks, or repeat what other parts say. */
const folderWithoutText =
  /^(?:customxml|docprops|thumbnails)\/|\/(?:theme|media|embeddings|printersettings|activex)\//iu;

/**
 * Unzips the parts of a document that have text, and nothing else.
 *
 * Sizes are checked as the archive's directory declares them; more than is declared is never
 * allocated, so a directory that lies yields a part that is cut off.
 *
 * @throws {DocumentTooComplex} where the parts are larger or more than the limits allow
 * @throws {DocumentDamaged} where the bytes are no zip archive, or an incomplete one
 */
export function unzipParts({ bytes, limits }: FormatInput, format: string): ZipParts {
  let entries = 0;
  let expandedBytes = 0;

  const unzipped = translateDamage(format, () =>
    unzipSync(bytes, {
      filter({ name, originalSize }) {
        entries += 1;
        if (entries > maximumEntries) {
          throw new DocumentTooComplex(`more than ${maximumEntries} parts`);
        }
        if (!textParts.test(name) || folderWithoutText.test(name)) return false;
        expandedBytes += originalSize;
        if (expandedBytes > limits.maximumExpandedBytes) {
          throw new DocumentTooComplex(
            `more than ${limits.maximumExpandedBytes} bytes when unzipped`,
          );
        }
        return true;
      },
    }),
  );

  const parts = new Map(Object.entries(unzipped).map(([path, part]) => [partKey(path), part]));
  return {
    format,
    paths: Object.keys(unzipped).map((path) => path.replaceAll('\\', '/')),
    read: (path) => {
      const part = parts.get(partKey(path));
      return part === undefined ? undefined : decodeXml(part);
    },
  };
}

/** @throws {DocumentDamaged} where there is no such part */
export function requirePart(parts: ZipParts, path: string): string {
  const part = parts.read(path);
  if (part === undefined) throw new DocumentDamaged(parts.format);
  return part;
}

function translateDamage<T>(format: string, unzip: () => T): T {
  try {
    return unzip();
  } catch (error) {
    if (error instanceof PipelineError) throw error;
    throw new DocumentDamaged(format, { cause: error });
  }
}

function partKey(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\/+/u, '').toLowerCase();
}
