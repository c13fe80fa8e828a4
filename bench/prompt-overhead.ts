import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { catalogue } from '../shared/analysis/catalogue.ts';
import type { Analysis } from '../shared/analysis/define-analysis.ts';
import { estimateTokens } from '../shared/extraction/estimate-tokens.ts';
import { renderPrompt } from '../shared/extraction/render-prompt.ts';
import { readFileText } from './fidelity/read-file.ts';

/**
 * What a prompt takes besides the document, for whole documents and for pieces of 1,000 characters.
 *
 * `node bench/prompt-overhead.ts [FILE…]`; without files the shipped examples. Tokens are counted by
 * the estimate of shared/extraction/estimate-tokens.ts on both sides: the ratios are what matters.
 */
const pieceCharacters = 1_000;

interface Row {
  readonly document: string;
  readonly analysis: string;
  readonly documentTokens: number;
  /** Sent, by tokens of the document. */
  readonly whole: number;
  readonly pieces: number;
  readonly requests: number;
  /** Of a whole document's prompt: what a prefix cache can serve to every document of the analysis. */
  readonly reusable: number;
}

function rowOf(document: string, text: string, analysis: Analysis): Row {
  const documentTokens = estimateTokens(text);
  const { instructions, document: rest } = renderPrompt(analysis, { text, position: null });
  const sent = estimateTokens(instructions) + estimateTokens(rest);
  const requests = Math.ceil(text.length / pieceCharacters);
  const piecesSent = Array.from({ length: requests }, (_, index) => {
    const piece = text.slice(index * pieceCharacters, (index + 1) * pieceCharacters);
    return estimateTokens(renderPrompt(analysis, { text: piece, position: null }).document);
  }).reduce((sum, tokens) => sum + tokens + estimateTokens(instructions), 0);
  return {
    document,
    analysis: analysis.name,
    documentTokens,
    whole: sent / documentTokens,
    pieces: piecesSent / documentTokens,
    requests,
    reusable: estimateTokens(instructions) / sent,
  };
}

const named = process.argv.slice(2);
const files = named.length > 0 ? named : globSync('examples/{documents,transcripts}/*').toSorted();
const lines = [];
for (const file of files) {
  const text = await readFileText(file);
  for (const analysis of catalogue.values()) {
    const row = rowOf(basename(file), text, analysis);
    lines.push({
      document: row.document,
      analysis: row.analysis,
      'document tokens': row.documentTokens,
      'sent / document': row.whole.toFixed(2),
      'reusable prefix': `${(row.reusable * 100).toFixed(0)} %`,
      'in pieces: requests': row.requests,
      'in pieces: sent / document': row.pieces.toFixed(2),
    });
  }
}
console.table(lines);
