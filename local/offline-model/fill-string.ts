import type { SchemaNode } from './json-schema-node.ts';
import type { Material } from './material.ts';
import { samplePattern } from './sample-pattern.ts';

/** A value of each format that a document's own words rarely have. */
const formatDefaults: Readonly<Record<string, string>> = {
  date: '1970-01-01',
  'date-time': '1970-01-01T00:00:00Z',
  time: '00:00:00',
  duration: 'PT0S',
  email: 'nobody@example.com',
  hostname: 'example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
};

/** Words of the document that keep the schema's format, pattern and length; `null` if none do. */
export function fillString(
  node: SchemaNode,
  propertyName: string,
  material: Material,
): string | null {
  const fits = (value: string): boolean => fitsLength(node, value) && fitsPattern(node, value);
  if (node.format !== undefined && node.format in formatDefaults) {
    const isoDate = material.next('isoDates', material.isoDates);
    const candidates = [...formatted(node.format, isoDate), formatDefaults[node.format] ?? ''];
    return candidates.find(fits) ?? sampled(node, fits);
  }
  if (node.pattern === undefined) return cutToLength(node, material.textFor(propertyName));
  const candidates = [material.textFor(propertyName), ...material.isoDates, ...material.words];
  return candidates.find(fits) ?? sampled(node, fits);
}

function formatted(format: string, isoDate: string | undefined): string[] {
  if (isoDate === undefined) return [];
  if (format === 'date') return [isoDate];
  return format === 'date-time' ? [`${isoDate}T00:00:00Z`] : [];
}

function sampled(node: SchemaNode, fits: (value: string) => boolean): string | null {
  const sample = node.pattern === undefined ? null : samplePattern(node.pattern);
  return sample !== null && fits(sample) ? sample : null;
}

function fitsPattern({ pattern }: SchemaNode, value: string): boolean {
  if (pattern === undefined) return true;
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    // Not every pattern of other languages is one here; what cannot be checked is not refused.
    return true;
  }
}

function fitsLength({ minLength = 0, maxLength = Infinity }: SchemaNode, value: string): boolean {
  const length = Array.from(value).length;
  return length >= minLength && length <= maxLength;
}

/** Lengths are in code points, as JSON Schema counts them. */
function cutToLength({ minLength = 0, maxLength = Infinity }: SchemaNode, text: string): string {
  const characters = Array.from(text);
  if (characters.length >= minLength && characters.length <= maxLength) return text;
  if (characters.length < minLength) {
    const repeated = Array.from(`${text} `.repeat(Math.ceil(minLength / characters.length)));
    return `${repeated.slice(0, minLength - 1).join('')}…`;
  }
  const cut = characters.slice(0, maxLength).join('');
  const words = cut.slice(0, Math.max(0, cut.lastIndexOf(' '))).trimEnd();
  return Array.from(words).length >= Math.max(1, minLength) ? words : cut;
}
