import { readdir, readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';

/** A file of built-in/ and the name of the analysis in it. */
export interface CatalogueEntry {
  /** As in the folder: `meeting-minutes.ts`. */
  readonly file: string;
  readonly analysis: string;
}

const moduleSchema = z.object({ analysis: z.object({ name: z.string() }) });

/**
 * Writes `shared/analysis/catalogue.ts` from the files in `shared/analysis/built-in/`, so that
 * adding an analysis is adding one file. Leaves the file alone when it already says the same.
 *
 * @param root the repository's folder
 * @throws {Error} when a file exports no analysis, or two export one of the same name
 */
export async function writeCatalogue(root: string): Promise<void> {
  const path = `${root}/shared/analysis/catalogue.ts`;
  const source = renderCatalogue(await readEntries(`${root}/shared/analysis/built-in`));
  const present = await readFile(path, 'utf8').catch(() => undefined);
  if (present !== source) await writeFile(path, source);
}

/** Reads which analysis each file of the folder exports, in the order of the files' names. */
export async function readEntries(folder: string): Promise<readonly CatalogueEntry[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).toSorted();
  return Promise.all(files.map(async (file) => ({ file, analysis: await nameIn(folder, file) })));
}

async function nameIn(folder: string, file: string): Promise<string> {
  const module: unknown = await import(pathToFileURL(`${folder}/${file}`).href);
  const { success, data } = moduleSchema.safeParse(module);
  if (!success) {
    throw new Error(`${folder}/${file} exports no \`analysis\` made with defineAnalysis`);
  }
  return data.analysis.name;
}

/**
 * The source of the catalogue, as the formatter would leave it.
 *
 * @throws {Error} when two files export an analysis of the same name
 */
export function renderCatalogue(entries: readonly CatalogueEntry[]): string {
  refuseSharedNames(entries);
  const imports = entries.map(
    ({ file }) => `import { analysis as ${variableOf(file)} } from './built-in/${file}';\n`,
  );
  const items = entries.map(({ file }) => `  ${variableOf(file)},\n`);
  return `// Written from the files in built-in/ by every build: add an analysis by adding its file there.
import { type Analysis } from './define-analysis.ts';
${imports.join('')}
const analyses: readonly Analysis[] = [
  // In the order of their files' names.
${items.join('')}];

/** Every analysis of this deployment, by name. */
export const catalogue: ReadonlyMap<string, Analysis> = new Map(
  analyses.map((analysis) => [analysis.name, analysis]),
);
`;
}

function refuseSharedNames(entries: readonly CatalogueEntry[]): void {
  for (const [analysis, files] of Map.groupBy(entries, (entry) => entry.analysis)) {
    if (files.length > 1) {
      const names = files.map(({ file }) => file).join(' and ');
      throw new Error(`${names} both define the analysis ${JSON.stringify(analysis)}`);
    }
  }
}

/** `meeting-minutes.ts` is imported as `meetingMinutes`. */
function variableOf(file: string): string {
  const words = file.slice(0, -'.ts'.length);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(words)) {
    throw new Error(
      `${file} is not named in lower-case words with hyphens, like meeting-minutes.ts`,
    );
  }
  return words.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
