import { DocumentDamaged } from '../../../failure/document-errors.ts';
import { attribute, walkXml } from './xml-walk.ts';
import { requirePart, type ZipParts } from './zip-parts.ts';

/** One part's reference to another. */
export interface Relationship {
  readonly id: string;
  /** The last word of its type, for example `footnotes`: strict and usual documents share it. */
  readonly type: string;
  /** The part's path in the archive. */
  readonly target: string;
}

/** What a part refers to inside the document, in the order of the list; empty without a list. */
export function relationshipsOf(parts: ZipParts, path: string): Relationship[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const xml = parts.read(`${folder}_rels/${path.slice(folder.length)}.rels`);
  if (xml === undefined) return [];

  const relationships: Relationship[] = [];
  walkXml(xml, parts.format, {
    open(name, attributes) {
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return;
      const type = attribute(attributes, 'Type') ?? '';
      relationships.push({
        id: attribute(attributes, 'Id') ?? '',
        type: type.slice(type.lastIndexOf('/') + 1),
        target: resolvePath(folder, attribute(attributes, 'Target') ?? ''),
      });
    },
  });
  return relationships;
}

/** The part where an Office document begins, wherever its first relationships say it lies. */
export function mainPart(parts: ZipParts): { path: string; xml: string } {
  const path = relationshipsOf(parts, '').find(({ type }) => type === 'officeDocument')?.target;
  if (path === undefined) throw new DocumentDamaged(parts.format);
  return { path, xml: requirePart(parts, path) };
}

/** The part of a type that another refers to, if it is there. */
export function relatedPart(
  parts: ZipParts,
  relationships: readonly Relationship[],
  type: string,
): string | undefined {
  const target = relationships.find((relationship) => relationship.type === type)?.target;
  return target === undefined ? undefined : parts.read(target);
}

/** Follows a reference from a folder; it cannot leave the archive. */
export function resolvePath(folder: string, reference: string): string {
  const path = reference.startsWith('/') ? reference : folder + reference;
  const resolved: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') resolved.pop();
    else if (step !== '' && step !== '.') resolved.push(step);
  }
  return resolved.join('/');
}
