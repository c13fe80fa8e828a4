import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { TemplateUnreadable } from '../local-errors.ts';

const resourceSchema = z.object({
  Type: z.string(),
  Condition: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});

const templateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Mappings: z
    .record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())))
    .default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Condition: z.string().optional() }))
    .default({}),
});

const assetsSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })),
});

/** What a template declares, read no further than its frame. */
export type Template = z.output<typeof templateSchema>;

/** One resource of a template; its properties still hold intrinsics. */
export type Resource = z.output<typeof resourceSchema>;

/** A synthesized stack: its template and where the files lie that it would upload. */
export interface StackTemplate {
  readonly name: string;
  readonly template: Template;
  /** Absolute paths by asset hash. */
  readonly assetPaths: ReadonlyMap<string, string>;
}

const templateSuffix = '.template.json';

/**
 * Reads the only stack of a cloud assembly.
 *
 * @throws {TemplateUnreadable} where there is none, several, or no CloudFormation template
 */
export async function readStackTemplate(assemblyDirectory: string): Promise<StackTemplate> {
  const directory = resolve(assemblyDirectory);
  const names = (await readdir(directory)).filter((name) => name.endsWith(templateSuffix));
  const [file] = names;
  if (file === undefined || names.length > 1) {
    throw new TemplateUnreadable(
      `${directory} has to hold one *${templateSuffix}, it has ${names.length}`,
    );
  }
  const name = file.slice(0, -templateSuffix.length);
  const template = await readJson(join(directory, file), templateSchema);
  const { files } = await readJson(join(directory, `${name}.assets.json`), assetsSchema);
  const assetPaths = new Map(
    Object.entries(files).map(([hash, { source }]) => [hash, join(directory, source.path)]),
  );
  return { name, template, assetPaths };
}

async function readJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new TemplateUnreadable(path, { cause: error });
  }
}
