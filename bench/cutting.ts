import { markdownTable } from '../shared/adapters/readers/markdown-table.ts';
import { contextAt } from '../shared/document/context-at.ts';
import { cutText } from '../shared/document/cut-text.ts';
import { textOfCaptions } from '../shared/document/captions.ts';
import type { DocumentText } from '../shared/document/document-text.ts';
import { estimateTokens } from '../shared/extraction/estimate-tokens.ts';

/** How long the largest documents take to be cut into parts; see bench/README.md. */
const sizeCharacters = 20_000_000;

/** What is left of a context of 128K tokens for a document. */
const maximumTokens = 100_000;
const targetMs = 2_000;

function documentOf(text: string, more: Partial<DocumentText> = {}): DocumentText {
  const plain = { format: 'text', mediaType: 'text/plain', turns: [], pages: null };
  return { text, ...plain, warnings: [], durationSeconds: null, ...more };
}

function repeated(piece: string): string {
  return piece.repeat(Math.ceil(sizeCharacters / piece.length)).slice(0, sizeCharacters);
}

function transcriptOf(turns: number, words: string): DocumentText {
  const captions = Array.from({ length: turns }, (_, index) => ({
    speaker: index % 2 === 0 ? 'Ada' : 'Odo',
    startSeconds: index,
    endSeconds: index + 1,
    words,
  }));
  return documentOf('', textOfCaptions(captions));
}

const sentence = 'The harbour office reports on the repair of the north pier. ';
const documents: readonly (readonly [string, DocumentText])[] = [
  ['paragraphs under headings', documentOf(repeated(`## Repair\n\n${sentence.repeat(20)}\n\n`))],
  ['one line of sentences', documentOf(repeated(sentence))],
  ['one word', documentOf(repeated('x'))],
  ['white space', documentOf(repeated(' \n'))],
  ['Chinese without spaces', documentOf(repeated('我们今天讨论图书馆搬迁的计划'))],
  ['rows of one table', documentOf(`| a | b |\n| --- | --- |\n${repeated('| 1,024 | pier |\n')}`)],
  ['1,000,000 turns', transcriptOf(1_000_000, 'yes, so it is')],
  ['10 turns', transcriptOf(10, sentence.repeat(33_000).trim())],
];

let slowestMs = 0;
const rows = documents.map(([name, document]) => {
  const range = { start: 0, end: document.text.length };
  const startedAt = performance.now();
  const parts = cutText(document, range, { maximumTokens, tokensOf: estimateTokens });
  const cutMs = performance.now() - startedAt;
  for (const { start } of parts) contextAt(document, start);
  const contextMs = performance.now() - startedAt - cutMs;
  slowestMs = Math.max(slowestMs, cutMs);
  const characters = document.text.length.toLocaleString('en');
  return [name, characters, String(parts.length), cutMs.toFixed(0), contextMs.toFixed(0)];
});

console.log(
  markdownTable([['document', 'characters', 'parts', 'cut ms', 'context ms'], ...rows], true),
);
if (slowestMs > targetMs) process.exitCode = 1;
