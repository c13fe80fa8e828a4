import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';

const unknown = '?';

/**
 * A job in a few lines, its output below them.
 *
 * @param waitsUntil when it may be run at the earliest, if it was put off
 */
export function renderSummary(envelope: ResultEnvelope, waitsUntil: string | null = null): string {
  const { output, error, warnings } = envelope;
  const lines = [
    ...facts(envelope).map(([name, value]) => `${name.padEnd(10)} ${value}`),
    ...(waitsUntil === null ? [] : [`waits      until ${waitsUntil}`]),
    ...warnings.map((warning) => `warning    ${warning}`),
    ...(error === null ? [] : [`error      ${error.code}: ${error.message}`]),
  ];
  return output === null
    ? lines.join('\n')
    : `${lines.join('\n')}\n\n${JSON.stringify(output, null, 2)}`;
}

function facts(envelope: ResultEnvelope): [name: string, value: string][] {
  const { document, coverage, model, usage, cost, timings } = envelope;
  const tokens = `${usage.promptTokens ?? unknown} prompt (${usage.cachedPromptTokens ?? unknown} cached), ${usage.completionTokens ?? unknown} completion`;
  return [
    ['job', envelope.jobId],
    ['document', `${document.bucket}/${document.key}`],
    ['analysis', `${envelope.analysis} ${envelope.revision}`],
    ['status', `${envelope.status}, attempt ${envelope.attempts}`],
    ['uploaded', timings.uploadedAt],
    ['completed', timings.completedAt ?? '-'],
    ['model', model === null ? '-' : `${model.provider} ${model.served ?? model.requested}`],
    ['tokens', tokens],
    ['cost', cost === null ? unknown : `${cost.amount} ${cost.currency} (${cost.priceList})`],
    [
      'coverage',
      coverage === null
        ? '-'
        : `${coverage.covered} of ${coverage.characters} characters in ${coverage.parts.length} part(s)`,
    ],
  ];
}
