import { DocumentDamaged } from '../../../failure/document-errors.ts';
import { resolvePath } from './relationships.ts';
import { attribute, walkXml } from './xml-walk.ts';
import { requirePart, type ZipParts } from './zip-parts.ts';

/** What a book says about its chapters. */
export interface EpubPackage {
  /** Paths of the pages, in reading order. */
  readonly chapters: readonly string[];
  /** What the table of contents calls a page. */
  readonly titles: ReadonlyMap<string, string>;
}

/** Finds a book's pages and their titles. @throws {DocumentDamaged} where the book lists none */
export function readEpubPackage(parts: ZipParts): EpubPackage {
  const path = packagePath(parts);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const items = new Map<string, string>();
  const spine: string[] = [];
  let contents: string | undefined;
  walkXml(requirePart(parts, path), parts.format, {
    open(name, attributes) {
      if (name === 'item') {
        const target = targetOf(folder, attribute(attributes, 'href'));
        items.set(attribute(attributes, 'id') ?? '', target);
        const properties = attribute(attributes, 'properties') ?? '';
        const isNcx = attribute(attributes, 'media-type') === 'application/x-dtbncx+xml';
        if (properties.split(' ').includes('nav') || (isNcx && contents === undefined)) {
          contents = target;
        }
      }
      if (name === 'itemref' && attribute(attributes, 'linear') !== 'no') {
        spine.push(attribute(attributes, 'idref') ?? '');
      }
    },
  });
  return {
    chapters: spine.map((id) => items.get(id)).filter((item) => item !== undefined),
    titles: contents === undefined ? new Map() : readTitles(parts, contents),
  };
}

function packagePath(parts: ZipParts): string {
  let path: string | undefined;
  walkXml(requirePart(parts, 'META-INF/container.xml'), parts.format, {
    open(name, attributes) {
      if (name === 'rootfile') path ??= attribute(attributes, 'full-path');
    },
  });
  if (path === undefined) throw new DocumentDamaged(parts.format);
  return path;
}

/** From the navigation page (`<a href>`), or from the older NCX (`<text>` before `<content src>`). */
function readTitles(parts: ZipParts, path: string): Map<string, string> {
  const titles = new Map<string, string>();
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  let pieces: string[] = [];
  let href: string | undefined;
  const add = (reference: string | undefined): void => {
    const title = pieces.join('').replaceAll(/\s+/gu, ' ').trim();
    const target = targetOf(folder, reference);
    if (title !== '' && !titles.has(target)) titles.set(target, title);
  };
  walkXml(parts.read(path) ?? '', parts.format, {
    open(name, attributes) {
      if (name === 'a') href = attribute(attributes, 'href');
      if (name === 'a' || name === 'navLabel') pieces = [];
      if (name === 'content') add(attribute(attributes, 'src'));
    },
    text: (text) => pieces.push(text),
    close(name) {
      if (name === 'a') add(href);
    },
  });
  return titles;
}

/** The part that a reference leads to, without the place inside it. */
function targetOf(folder: string, reference = ''): string {
  const [path = ''] = reference.split('#');
  try {
    return resolvePath(folder, decodeURIComponent(path));
  } catch {
    // A per cent sign that stands for itself.
    return resolvePath(folder, path);
  }
}
