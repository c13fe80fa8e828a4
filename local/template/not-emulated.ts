import { emulatedResources } from './emulated-resources.ts';
import { withoutHash } from './physical-resources.ts';
import type { Template } from './stack-template.ts';
import { withoutLocalMeaning } from './without-local-meaning.ts';

/**
 * Names what a template declares and this mode cannot imitate: a property as
 * `DocumentsBucket.VersioningConfiguration`, resources as `AWS::CloudWatch::Alarm ×6`.
 */
export function listNotEmulated(template: Template): string[] {
  const properties: string[] = [];
  const types = new Map<string, number>();
  for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
    const schema = emulatedResources[Type];
    if (schema !== undefined) {
      const unread = unreadPaths(Properties, schema).filter(
        (path) => withoutLocalMeaning[`${Type}.${path}`] === undefined,
      );
      properties.push(...unread.map((path) => `${withoutHash(id)}.${path}`));
    } else if (withoutLocalMeaning[Type] === undefined) {
      types.set(Type, (types.get(Type) ?? 0) + 1);
    }
  }
  return [
    ...properties.toSorted(),
    ...[...types].map(([type, count]) => (count === 1 ? type : `${type} ×${count}`)).toSorted(),
  ];
}

/** Paths of plain objects in `declared` that `schema` would not read. */
function unreadPaths(declared: Readonly<Record<string, unknown>>, schema: unknown): string[] {
  const shape = shapeOf(schema);
  if (shape === undefined) return [];
  return Object.entries(declared).flatMap(([key, value]) => {
    const inner = shape[key];
    if (inner === undefined) return [key];
    return isPlainObject(value) ? unreadPaths(value, inner).map((path) => `${key}.${path}`) : [];
  });
}

/** The properties that a schema reads, through `optional` and `default`. */
function shapeOf(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isPlainObject(schema)) return undefined;
  if (isPlainObject(schema['shape'])) return schema['shape'];
  return isPlainObject(schema['def']) ? shapeOf(schema['def']['innerType']) : undefined;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
