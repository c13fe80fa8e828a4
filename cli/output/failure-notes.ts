import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import { documentName } from './result-table.ts';

/** What to read about each document that has no good result, one or two lines each. */
export function failureNotes(envelopes: readonly ResultEnvelope[]): string[] {
  return envelopes.flatMap(({ status, error, document, warnings }) => {
    if (status === 'SUCCEEDED') return [];
    const name = documentName(document.key, document.member);
    if (error !== null) {
      return [
        `${name}: ${status}, ${error.code}: ${error.message}`,
        `  see docs/errors.md#${anchorOf(error.code)}`,
      ];
    }
    return [`${name}: ${status}${warnings.map((warning) => `, ${warning}`).join('')}`];
  });
}

/** The anchor of a heading that is a code, as Markdown renderers make it. */
function anchorOf(code: string): string {
  return code.toLowerCase();
}
