import { globSync } from 'node:fs';
import { readText, root } from './markdown.ts';

/** A failure with a name, as its class declares it. */
export interface NamedFailure {
  readonly code: string;
  readonly retryable: boolean;
}

interface Declaration {
  readonly name: string;
  readonly parent: string;
  readonly code: string | undefined;
  readonly retryable: string | undefined;
}

/** Every class with a literal code, read from the text of the sources, so that none is missed. */
export function failureClasses(folders = '{shared/failure,local}'): NamedFailure[] {
  const declarations = globSync(`${folders}/**/*.ts`, { cwd: root }).flatMap((file) =>
    declarationsIn(readText(file)),
  );
  const byName = new Map(declarations.map((declaration) => [declaration.name, declaration]));
  return declarations.flatMap((declaration) => {
    const { code } = declaration;
    return code === undefined ? [] : [{ code, retryable: isRetryable(declaration, byName) }];
  });
}

function declarationsIn(source: string): Declaration[] {
  return source.split(/^(?:export )?(?:abstract )?class /m).flatMap((text) => {
    const [, name, parent] = /^(\w+) extends (\w+)/.exec(text) ?? [];
    if (name === undefined || parent === undefined) return [];
    const code = /readonly code = '(\w+)'/.exec(text)?.[1];
    const retryable = /readonly retryable = (true|false)/.exec(text)?.[1];
    return [{ name, parent, code, retryable }];
  });
}

function isRetryable(declaration: Declaration, byName: ReadonlyMap<string, Declaration>): boolean {
  if (declaration.retryable !== undefined) return declaration.retryable === 'true';
  const parent = byName.get(declaration.parent);
  if (parent === undefined) throw new Error(`${declaration.name} does not say if it is retryable`);
  return isRetryable(parent, byName);
}
