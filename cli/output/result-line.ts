import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import { documentName } from './result-table.ts';

/** One line about a result: which document, what became of it, and how to see it. */
export function resultLine({ jobId, analysis, status, document, error }: ResultEnvelope): string {
  const reason = error === null ? '' : ` ${error.code}`;
  return `${status}${reason}  ${analysis}  ${documentName(document.key, document.member)}  ${jobId}`;
}
