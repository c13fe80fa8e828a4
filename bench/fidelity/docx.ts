import { fetchFiles } from './debian-files.ts';
import { docxGenerated, htmlOfDebian, reasonsForLowDocx } from './docx-set.ts';
import { generate, sourceFile, type ways } from './generated-files.ts';
import { neighbourFiles } from './neighbours.ts';
import { readFileText } from './read-file.ts';
import { report, type ScoredFile } from './report.ts';
import { call, requireCommands } from './tools.ts';
import { scoreWords } from './word-f1.ts';

/** Words of our DOCX reader against those of pandoc; see bench/README.md. */
await requireCommands(['dpkg', 'pandoc', 'soffice']);

const bothWays: readonly (keyof typeof ways)[] = ['pandoc-docx', 'libreoffice-docx'];
const files: string[] = [];
for (const wanted of htmlOfDebian) {
  for (const source of await fetchFiles(wanted)) {
    for (const way of bothWays) files.push(await generate(source, way));
  }
}
for (const { source, way } of docxGenerated) files.push(await generate(sourceFile(source), way));
files.push(...neighbourFiles('.docx'));

const scored: ScoredFile[] = [];
for (const file of files) {
  const truth = await call('pandoc', ['--from', 'docx', '--to', 'plain', '--wrap=none', file]);
  scored.push({ file, score: scoreWords(truth, await readFileText(file)) });
}
report(scored, { target: 0.95, leastFiles: 10, reasons: reasonsForLowDocx });
