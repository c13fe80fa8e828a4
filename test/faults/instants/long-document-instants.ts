import { answerKept, type KillInstant, ofTable } from './kill-instant.ts';

const cutWritten = ofTable('UpdateItem', 'JOB#', (body) => body.includes('"cut":{"M"'));

/** Only what no rule merges is asked for, of a digest its summary and key points. */
const mergeKept: KillInstant['matches'] = (request) =>
  answerKept(request) && !request.body.includes('\\"entities\\"');

/**
 * What a worker awaits in the digest of a long document besides what it awaits in each: once the first
 * part is answered it is known how the rest is cut.
 */
export const longDocumentInstants: readonly KillInstant[] = [
  { name: 'before the cut is written', when: 'before', matches: cutWritten },
  { name: 'after the cut is written', when: 'after', matches: cutWritten },
  {
    name: 'before the answer of a later part is kept',
    when: 'before',
    matches: answerKept,
    since: cutWritten,
  },
  {
    name: 'after the answer of a later part is kept',
    when: 'after',
    matches: answerKept,
    since: cutWritten,
  },
  { name: 'before the answer of the merge is kept', when: 'before', matches: mergeKept },
  { name: 'after the answer of the merge is kept', when: 'after', matches: mergeKept },
];
