import { access, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { build, type Metafile } from 'esbuild';

export interface BundleProps {
  /** The repository's folder, which holds `functions/`. */
  readonly root: string;
  /** Emptied first; gets one folder per function. */
  readonly outputDirectory: string;
}

/** How much code of a function Lambda loads. */
export interface BundleSize {
  /** The function's folder. */
  readonly name: string;
  /** The handler and all that it imports at once: what a cold start pays for. */
  readonly bytesAtStart: number;
  /** With the chunks that are imported only when needed. */
  readonly bytesInAll: number;
}

/**
 * Bundles every `functions/<name>/handler.ts` into `<outputDirectory>/<name>/handler.mjs` and its
 * chunks, and each `*-child.ts` beside it, which the function runs as a process of its own. The same
 * source gives the same bytes, wherever the repository lies.
 */
export async function bundleFunctions(props: BundleProps): Promise<readonly BundleSize[]> {
  const names = await functionsWithHandler(join(props.root, 'functions'));
  const bundles = await Promise.all(names.map(async (name) => bundle(name, props)));

  await rm(props.outputDirectory, { recursive: true, force: true });
  for (const { path, contents } of bundles.flatMap(({ files }) => files)) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
  }
  return bundles.map(({ size }) => size);
}

async function functionsWithHandler(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).toSorted();
  const found = await Promise.all(
    names.map(async (name) =>
      access(join(folder, name, 'handler.ts')).then(
        () => [name],
        () => [],
      ),
    ),
  );
  return found.flat();
}

/** The handler, and the programs that the function starts. */
async function entriesOf(name: string, root: string): Promise<readonly string[]> {
  const files = (await readdir(join(root, 'functions', name))).toSorted();
  const entries = files.filter((file) => file === 'handler.ts' || file.endsWith('-child.ts'));
  return entries.map((file) => `functions/${name}/${file}`);
}

/**
 * Bundles each entry of a function by itself: chunks that a handler shared with a program it starts
 * would be more and smaller ones for the handler to load.
 */
async function bundle(name: string, props: BundleProps): Promise<Bundle> {
  const entries = await entriesOf(name, props.root);
  const built = await Promise.all(entries.map((entry) => bundleEntry(entry, name, props)));
  return {
    files: built.flatMap(({ files }) => files),
    size: {
      name,
      bytesAtStart: built.find(({ isHandler }) => isHandler)?.size.bytesAtStart ?? 0,
      bytesInAll: sum(built.map(({ size }) => size.bytesInAll)),
    },
  };
}

async function bundleEntry(
  entryPoint: string,
  name: string,
  { root, outputDirectory }: BundleProps,
): Promise<BundledEntry> {
  const program = basename(entryPoint, '.ts');
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entryPoint],
    outdir: join(outputDirectory, name),
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    chunkNames: `chunks/${program}/[name]-[hash]`,
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    // The maps stay behind when a function is deployed; infra/build/read-stack.ts reads them.
    sourcemap: 'external',
    sourcesContent: false,
    // CommonJS packages in the bundle still call `require` for Node's own modules.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  const entry = relative(root, join(outputDirectory, name, `${program}.mjs`));
  return {
    files: outputFiles,
    size: sizeOf(metafile, entry),
    isHandler: program === 'handler',
  };
}

interface BundledEntry {
  readonly files: Bundle['files'];
  readonly size: Pick<BundleSize, 'bytesAtStart' | 'bytesInAll'>;
  readonly isHandler: boolean;
}

interface Bundle {
  readonly files: readonly { readonly path: string; readonly contents: Uint8Array }[];
  readonly size: BundleSize;
}

function sizeOf(
  { outputs }: Metafile,
  entry: string,
): Pick<BundleSize, 'bytesAtStart' | 'bytesInAll'> {
  const loaded = new Set<string>([entry]);
  for (const path of loaded) {
    for (const { kind, path: imported } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && imported in outputs) loaded.add(imported);
    }
  }
  const code = Object.keys(outputs).filter((path) => path.endsWith('.mjs'));
  return {
    bytesAtStart: sum([...loaded].map((path) => outputs[path]?.bytes ?? 0)),
    bytesInAll: sum(code.map((path) => outputs[path]?.bytes ?? 0)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
