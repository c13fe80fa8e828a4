import type { DebianFiles } from './debian-files.ts';
import type { ways } from './generated-files.ts';

/** Manuals as HTML, which pandoc and LibreOffice both turn into DOCX. */
export const htmlOfDebian: readonly DebianFiles[] = [
  { package: 'bash-doc', paths: ['doc/bash/bash.html'] },
  {
    package: 'maint-guide',
    paths: ['dreq', 'modify', 'update'].map((name) => `doc/maint-guide/html/${name}.en.html`),
  },
];

/** Sources of ours, and texts of this repository. */
export const docxGenerated: readonly {
  readonly source: string;
  readonly way: keyof typeof ways;
}[] = [
  { source: 'columns.html', way: 'libreoffice-docx' },
  { source: 'tables.html', way: 'pandoc-docx' },
  { source: 'tables.html', way: 'libreoffice-docx' },
  { source: 'right-to-left.html', way: 'pandoc-docx' },
  { source: 'right-to-left.html', way: 'libreoffice-docx' },
  { source: 'columns.html', way: 'pandoc-docx' },
  { source: 'report.md', way: 'pandoc-docx' },
  { source: '../../../README.md', way: 'pandoc-docx' },
  { source: '../../../docs/architecture.md', way: 'pandoc-docx' },
  { source: '../../../docs/costs.md', way: 'pandoc-docx' },
  { source: '../../../docs/errors.md', way: 'pandoc-docx' },
  { source: '../../../docs/runbook.md', way: 'pandoc-docx' },
];

/** Why a file is far from what pandoc says. */
export const reasonsForLowDocx: Readonly<Record<string, string>> = {};
