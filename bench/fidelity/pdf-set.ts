import type { DebianFiles } from './debian-files.ts';
import type { ways } from './generated-files.ts';

/** Manuals of Debian packages, by many producers and in six languages. */
export const pdfOfDebian: readonly DebianFiles[] = [
  {
    package: 'asymptote-doc',
    paths: ['CAD.pdf', 'TeXShopAndAsymptote.pdf', 'asy-latex.pdf', 'asyRefCard.pdf'].map(
      (name) => `doc/asymptote/${name}`,
    ),
  },
  { package: 'bash-doc', paths: ['doc/bash/bash.pdf', 'doc/bash/bashref.pdf'] },
  { package: 'debian-faq', paths: ['doc/debian/FAQ/debian-faq.en.pdf.gz'] },
  {
    package: 'debmake-doc',
    paths: ['de', 'en', 'ja', 'ru', 'zh-cn', 'zh-tw'].map(
      (language) => `doc/debmake-doc/debmake-doc.${language}.pdf`,
    ),
  },
  { package: 'developers-reference', paths: ['developers-reference/developers-reference.pdf'] },
  { package: 'flex-doc', paths: ['doc/flex-doc/flex.pdf.gz'] },
  {
    package: 'groff',
    paths: ['letter', 'mom-pdf', 'mon_premier_doc', 'sample_docs', 'slide-demo', 'typesetting']
      .map((name) => `doc/groff-base/examples/mom/${name}.pdf.gz`)
      .concat('doc/groff-base/pdf/automake.pdf.gz', 'doc/groff-base/pdf/pdfmark.pdf.gz'),
  },
  { package: 'libtasn1-doc', paths: ['doc/libtasn1-doc/libtasn1.pdf'] },
  { package: 'maint-guide', paths: ['doc/maint-guide/maint-guide.en.pdf'] },
  { package: 'python-reportlab-doc', paths: ['doc/python-reportlab-doc/reportlab-userguide.pdf'] },
  { package: 'shared-mime-info', paths: ['doc/shared-mime-info/shared-mime-info-spec.pdf'] },
  { package: 'zlib1g-dev', paths: ['doc/zlib1g-dev/crc-doc.1.0.pdf.gz'] },
];

/** A source of ours and how it becomes a PDF, by way of another format where `first` is given. */
interface GeneratedPdf {
  readonly source: string;
  readonly first?: keyof typeof ways;
  readonly way: keyof typeof ways;
}

export const pdfGenerated: readonly GeneratedPdf[] = [
  { source: 'columns.html', way: 'weasyprint' },
  { source: 'tables.html', way: 'weasyprint' },
  { source: 'tables.html', way: 'libreoffice-pdf' },
  // Not by weasyprint: the characters that its files name for Hebrew and Arabic are wrong.
  { source: 'right-to-left.html', way: 'libreoffice-pdf' },
  { source: 'report.md', first: 'pandoc-docx', way: 'libreoffice-pdf' },
  { source: 'paper.ms', way: 'groff' },
  { source: 'paper.ms', way: 'ghostscript' },
];

/** Why a file is far from what pdftotext says. */
export const reasonsForLowPdf: Readonly<Record<string, string>> = {};
