import { existsSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { call, workFolder } from './tools.ts';

/** A source of ours, below bench/fidelity/sources or above it. */
export function sourceFile(path: string): string {
  return fileURLToPath(new URL(`sources/${path}`, import.meta.url));
}

/** How a document is made of another; the result is named for the source and the way. */
type Way = (source: string, made: string) => Promise<void>;

export const ways = {
  /** HTML to PDF. */
  weasyprint: async (source, made) => {
    await call('weasyprint', ['--quiet', source, made]);
  },
  /** Anything that LibreOffice opens to PDF. */
  'libreoffice-pdf': async (source, made) => convertWithOffice(source, made, 'pdf'),
  /** HTML to DOCX. */
  'libreoffice-docx': async (source, made) =>
    convertWithOffice(source, made, 'docx:MS Word 2007 XML'),
  /** Markdown or HTML to DOCX. */
  'pandoc-docx': async (source, made) => {
    await call('pandoc', ['--quiet', source, '--output', made]);
  },
  /** The macros ms, tbl and eqn to PDF. */
  groff: async (source, made) => {
    await call('sh', ['-c', 'groff -t -e -k -ms -Tpdf "$1" > "$2"', 'sh', source, made]);
  },
  /** The same by PostScript. */
  ghostscript: async (source, made) => {
    await call('sh', ['-c', 'groff -t -e -k -ms -Tps "$1" | ps2pdf - "$2"', 'sh', source, made]);
  },
} satisfies Record<string, Way>;

/** Makes a document where it is not yet there, and returns where it is. */
export async function generate(source: string, way: keyof typeof ways): Promise<string> {
  const extension = way.endsWith('docx') ? 'docx' : 'pdf';
  const name = `${basename(source, extname(source))}-by-${way.replace(/-(?:docx|pdf)$/, '')}.${extension}`;
  const made = join(workFolder, name);
  if (!existsSync(made)) await ways[way](source, made);
  return made;
}

/** LibreOffice names its result itself. */
async function convertWithOffice(source: string, made: string, filter: string): Promise<void> {
  const profile = `-env:UserInstallation=file://${join(workFolder, 'office-profile')}`;
  const isHtml = source.endsWith('.html');
  const input = isHtml ? ['--infilter=HTML (StarWriter)'] : [];
  await call('soffice', [
    profile,
    '--headless',
    ...input,
    '--convert-to',
    filter,
    '--outdir',
    `${made}.d`,
    source,
  ]);
  const name = `${basename(source, extname(source))}.${extname(made).slice(1)}`;
  await call('mv', [join(`${made}.d`, name), made]);
}
