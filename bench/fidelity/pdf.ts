import { fetchFiles } from './debian-files.ts';
import { neighbourFiles } from './neighbours.ts';
import { pdfOfDebian, pdfGenerated, reasonsForLowPdf } from './pdf-set.ts';
import { generate, sourceFile } from './generated-files.ts';
import { readFileText } from './read-file.ts';
import { report, type ScoredFile } from './report.ts';
import { call, requireCommands } from './tools.ts';
import { scoreWords } from './word-f1.ts';

/** Words of our PDF reader against those of `pdftotext`; see bench/README.md. */
await requireCommands(['dpkg', 'groff', 'pandoc', 'pdftotext', 'ps2pdf', 'soffice', 'weasyprint']);

const files: string[] = [];
for (const wanted of pdfOfDebian) files.push(...(await fetchFiles(wanted)));
for (const { source, way, first } of pdfGenerated) {
  const origin = sourceFile(source);
  files.push(await generate(first === undefined ? origin : await generate(origin, first), way));
}
files.push(...neighbourFiles('.pdf'));

const scored: ScoredFile[] = [];
for (const file of files) {
  const truth = await call('pdftotext', ['-enc', 'UTF-8', file, '-']);
  scored.push({ file, score: scoreWords(truth, await readFileText(file)) });
}
report(scored, { target: 0.98, leastFiles: 20, reasons: reasonsForLowPdf });
