import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import { renderTable } from './render-table.ts';

const head = [
  'document',
  'analysis',
  'status',
  'parts',
  'prompt',
  'cached',
  'completion',
  'cost',
  'seconds',
];

/** What stands for a number that nobody told us: it is not zero. */
const unknown = '?';

/** A table of results: who, what became of it, tokens, money and time. */
export function renderResults(envelopes: readonly ResultEnvelope[]): string {
  return renderTable(head, envelopes.map(rowOf), { leftAligned: 3 });
}

function rowOf(envelope: ResultEnvelope): string[] {
  const { document, analysis, status, coverage, usage, cost, timings } = envelope;
  return [
    documentName(document.key, document.member),
    analysis,
    status,
    count(coverage?.parts.length),
    count(usage.promptTokens),
    count(usage.cachedPromptTokens),
    count(usage.completionTokens),
    cost === null ? unknown : `${cost.amount} ${cost.currency}`,
    timings.totalMs === null ? unknown : (timings.totalMs / 1000).toFixed(1),
  ];
}

function count(value: number | null | undefined): string {
  return value === null || value === undefined ? unknown : String(value);
}

/** The analysis that a key names; `undefined` where it names none. */
export function analysisInKey(key: string): string | undefined {
  return /^(?:inbox|nightly)\/(?<analysis>[^/]+)\/./.exec(key)?.groups?.['analysis'];
}

/**
 * What people call a document: its key without lane and analysis, where it has both, and the way
 * to the member of an archive.
 */
export function documentName(key: string, member: string | null = null): string {
  const name = /^(?:inbox|nightly)\/[^/]+\/(?<path>.+)$/.exec(key)?.groups?.['path'] ?? key;
  return member === null ? name : `${name}!/${member}`;
}
