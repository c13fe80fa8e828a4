import { appendFile, cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFunctions, type BundleSize } from '../../infra/build/bundle-functions.ts';

/** A worker that was bundled as it is deployed. */
export interface WorkerVariant {
  /** Exports `readDocument` beside `handler`. */
  readonly handler: string;
  readonly folder: string;
  readonly size: BundleSize;
}

const readers = 'shared/adapters/readers';

/** What takes the place of modules, so that the worker knows text and captions, and nothing else. */
const textOnly: Readonly<Record<string, string>> = {
  [`${readers}/text-formats.ts`]: `
    import { isSubRip, isWebVtt } from './caption-signs.ts';
    import { isMarkdown } from './markdown-signs.ts';
    const isPlain = true;
    export const textFormats = [
      { format: 'webvtt', title: 'WebVTT', mediaType: 'text/vtt', resembles: isWebVtt, isPlain,
        load: async () => (await import('./web-vtt-reader.ts')).readWebVtt },
      { format: 'subrip', title: 'SubRip', mediaType: 'application/x-subrip', resembles: isSubRip, isPlain,
        load: async () => (await import('./transcripts/sub-rip-reader.ts')).readSubRip },
      { format: 'markdown', title: 'Markdown', mediaType: 'text/markdown', resembles: isMarkdown, isPlain,
        load: async () => (await import('./markdown-reader.ts')).readMarkdown },
      { format: 'plain-text', title: 'plain text', mediaType: 'text/plain', resembles: () => true, isPlain,
        load: async () => (await import('./plain-text-reader.ts')).readPlainText },
    ];`,
  [`${readers}/guard/guarded-document-reader.ts`]: `
    import { UnsupportedFormat } from '../../../failure/document-errors.ts';
    import { readInProcess } from '../read-in-process.ts';
    export class GuardedDocumentReader {
      constructor(_child, limits) {
        this.limits = limits;
      }
      async read({ bytes }) {
        const reading = await readInProcess(bytes, this.limits);
        if (reading === null) throw new UnsupportedFormat('anything but text', []);
        return reading;
      }
    }`,
};

/** Bundles the worker of this repository, from a copy of its source. */
export async function wholeWorker(root: string, copy: string): Promise<WorkerVariant> {
  await copySource(root, copy);
  return bundled(copy);
}

/** Bundles what the worker would be if it read nothing but text and captions. */
export async function textWorker(root: string, copy: string): Promise<WorkerVariant> {
  await copySource(root, copy);
  for (const [path, source] of Object.entries(textOnly)) await writeFile(join(copy, path), source);
  await rm(join(copy, 'functions/worker/reader-child.ts'));
  return bundled(copy);
}

async function copySource(root: string, copy: string): Promise<void> {
  await mkdir(join(copy, 'functions'), { recursive: true });
  for (const path of ['package.json', 'shared', 'functions/worker']) {
    await cp(join(root, path), join(copy, path), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  // The handler keeps its reader to itself, and would have to be given a queue and a bucket to use it.
  const handler = join(copy, 'functions/worker/handler.ts');
  await appendFile(handler, 'export const readDocument = (source) => ports.reader.read(source);');
}

async function bundled(copy: string): Promise<WorkerVariant> {
  const outputDirectory = join(copy, 'dist');
  const [size] = await bundleFunctions({ root: copy, outputDirectory });
  if (size === undefined) throw new Error('there is no functions/worker');
  const folder = join(outputDirectory, size.name);
  return { handler: join(folder, 'handler.mjs'), folder, size };
}
