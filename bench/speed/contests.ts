import { readFile } from 'node:fs/promises';
import { fetchFiles } from '../fidelity/debian-files.ts';
import { requireCommands } from '../fidelity/tools.ts';
import {
  decodingAlone,
  docxAlone,
  htmlAlone,
  jsonAlone,
  largeCsvAlone,
  mailAlone,
  officeAlone,
  pdfAlone,
  smallCsvAlone,
  xlsxAlone,
} from './libraries-alone.ts';
import { sampleDocx, samplePptx, sampleXlsx } from './office-samples.ts';
import {
  sampleCaptions,
  sampleCsv,
  sampleForeignCsv,
  sampleForeignJson,
  sampleHtml,
  sampleJson,
  sampleNestedJson,
  samplePageMail,
  samplePlainMail,
  sampleSmallCsv,
} from './samples.ts';

/** A document that one of our readers and the library by itself bring out the text of. */
export interface Contest {
  readonly format: string;
  readonly bytes: Uint8Array;
  readonly alone: (bytes: Uint8Array) => Promise<number>;
  /** What stands in the place of a target: a library that does less than ours; else `null`. */
  readonly untargeted: string | null;
}

await requireCommands(['dpkg']);
const [manual = ''] = await fetchFiles({ package: 'bash-doc', paths: ['doc/bash/bashref.pdf'] });

export const contests: readonly Contest[] = [
  layer('pdf', await readFile(manual), pdfAlone),
  layer('html', sampleHtml(), htmlAlone),
  layer('mail', samplePageMail(), mailAlone),
  layer('mail, plain', samplePlainMail(), mailAlone),
  layer('csv, large', sampleCsv(), largeCsvAlone),
  layer('csv, small', sampleSmallCsv(), smallCsvAlone),
  own('csv, UTF-8', sampleForeignCsv(), {
    alone: largeCsvAlone,
    untargeted: 'no target: ours looks for stray control characters',
  }),
  layer('json', sampleJson(), jsonAlone),
  own('json, UTF-8', sampleForeignJson(), {
    alone: jsonAlone,
    untargeted: 'no target: ours looks for marks and line ends beyond ASCII',
  }),
  own('json, nested', sampleNestedJson(), {
    alone: jsonAlone,
    untargeted: 'no target: ours looks for conversations in it',
  }),
  layer('docx', sampleDocx(), docxAlone),
  own('xlsx', sampleXlsx(), {
    alone: xlsxAlone,
    untargeted: 'no target: our own, next to a library that gives bare values',
  }),
  own('pptx', samplePptx(), walk(/^ppt\/slides\/[^/]*\.xml$/)),
  own('webvtt', sampleCaptions(), {
    alone: decodingAlone,
    untargeted: 'no target: our own, next to decoding alone',
  }),
];

function layer(format: string, bytes: Uint8Array, alone: Contest['alone']): Contest {
  return { format, bytes, alone, untargeted: null };
}

function walk(isPart: RegExp): Pick<Contest, 'alone' | 'untargeted'> {
  const untargeted = 'no target: our own walk, next to unzip and a bare parser';
  return { alone: officeAlone(isPart), untargeted };
}

function own(
  format: string,
  bytes: Uint8Array,
  next: Pick<Contest, 'alone' | 'untargeted'>,
): Contest {
  return { format, bytes, ...next };
}
