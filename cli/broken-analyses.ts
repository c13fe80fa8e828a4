import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';

const analysesFolder = 'shared/analysis/built-in';

/**
 * What is wrong with which analysis, a line each.
 *
 * @param root the repository's folder
 * @param error what reading the analyses failed with; it may not say which file is meant
 */
export async function describeBrokenAnalyses(root: string, error: unknown): Promise<string[]> {
  const files = await readdir(join(root, analysesFolder)).catch(() => []);
  const lines: string[] = [];
  for (const file of files.filter((name) => name.endsWith('.ts')).toSorted()) {
    const failure = await failureOf(join(root, analysesFolder, file));
    if (failure !== null) {
      const place = `${analysesFolder}/${file}${lineIn(failure, file)}`;
      lines.push(`${place}: ${reasonOf(failure)}`);
    }
  }
  if (lines.length > 0) return lines;
  return [`${analysesFolder}: ${reasonOf(error).replaceAll(`${join(root, analysesFolder)}/`, '')}`];
}

async function failureOf(path: string): Promise<unknown> {
  return import(pathToFileURL(path).href).then(
    () => null,
    (error: unknown) => error,
  );
}

/** Syntax errors begin their stack with the place; all others have a frame of the file. */
function lineIn(error: unknown, file: string): string {
  if (!(error instanceof Error) || error.stack === undefined) return '';
  const at = error.stack.indexOf(`/${file}:`);
  return at === -1 ? '' : (/^:\d+/.exec(error.stack.slice(at + file.length + 1))?.[0] ?? '');
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const issues = error.issues.map(
      ({ path, message }) => `${path.length === 0 ? 'it' : path.join('.')}: ${message}`,
    );
    return `the example does not fit the schema: ${issues.join('; ')}`;
  }
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] ?? message;
}
