import { pageMarks } from './page-marks.ts';

/** Control words that stand for text. */
export const rtfCharacters: Readonly<Record<string, string>> = {
  tab: '\t',
  line: '\n',
  lbr: '\n',
  page: pageMarks.hardBreak,
  pict: pageMarks.picture,
  emdash: '—',
  endash: '–',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
};

/** Control symbols that stand for text; a backslash at the end of a line is a paragraph's end. */
export const rtfSymbols: Readonly<Record<string, string>> = {
  '\\': '\\',
  '{': '{',
  '}': '}',
  '~': ' ',
  _: '-',
};

/** Groups that hold no text of the document, or text that others repeat. */
export const rtfSkippedGroups: ReadonlySet<string> = new Set([
  'colortbl',
  'info',
  'pict',
  'objdata',
  'header',
  'headerl',
  'headerr',
  'headerf',
  'footer',
  'footerl',
  'footerr',
  'footerf',
  'annotation',
  'atnid',
  'atnauthor',
  'sp',
  'shprslt',
  'nonesttables',
  'fldinst',
  'xe',
  'tc',
  'rxe',
  'listtable',
  'listoverridetable',
  'revtbl',
  'nonshppict',
  'ftnsep',
  'ftnsepc',
  'ftncn',
  'bkmkstart',
  'bkmkend',
]);

/** Groups that older programs may ignore, but that hold text of the document. */
export const rtfIgnorableText: ReadonlySet<string> = new Set(['shpinst', 'shptxt', 'footnote']);
