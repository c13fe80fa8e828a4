import type { DocumentReader } from '../../../../shared/ports/document-reader.ts';
import { queuedJob } from '../../../builders/job.ts';
import { workerWorld } from '../../../builders/worker.ts';
import type { Setting } from '../setting.ts';
import { shortDocument, title } from './answers.ts';

/** A picture, whose text is recognized first. */
export function scan(): Setting {
  const picture = { format: 'png', mediaType: 'image/png', pages: 1 };
  return {
    ...shortDocument(),
    reader: { read: async () => ({ kind: 'scan', scan: picture }) },
    pages: [['Board minutes', 'We met.'], ['The end.']],
  };
}

/** Three documents in one, each of which is a job. */
export function archive(): Setting {
  const members = ['one.txt', 'two.txt', 'three.txt'];
  const listing = {
    format: 'zip',
    mediaType: 'application/zip',
    members: members.map((path) => ({ path, sizeBytes: 10 })),
    warnings: [],
  };
  const { reader: texts } = workerWorld([]);
  const reader: DocumentReader = {
    read: async (source) => {
      if (source.member.length === 0) return { kind: 'archive', archive: listing };
      return texts.read({ ...source, bytes: new TextEncoder().encode(source.member.join('!/')) });
    },
  };
  return { ...shortDocument(), reader, members };
}

/** Two that S3 announces: one can be a job, the analysis of the other is not known. */
export function uploads(): Setting {
  const [known, unknown] = ['inbox/title-only/board.txt', 'inbox/no-such-analysis/board.txt'];
  return {
    ...shortDocument(),
    jobs: [],
    documents: { [known]: 'Board minutes', [unknown]: 'Board minutes' },
    uploads: [known, unknown],
    answer: () => title,
  };
}

/** The analysis changes while one job runs and another waits in its queue. */
export function deployment(): Setting {
  const { question, ...usual } = shortDocument();
  const running = queuedJob({ jobId: 'd'.repeat(32), revision: 'before' });
  const key = 'inbox/title-only/later.txt';
  const waiting = queuedJob({
    jobId: 'e'.repeat(32),
    revision: 'before',
    document: { ...running.document, key },
    notBefore: '2026-05-04T08:01:00.000Z',
  });
  return {
    ...usual,
    jobs: [running, waiting],
    documents: { ...usual.documents, [key]: 'Minutes of the board' },
    question: (minutes) =>
      minutes < 0.5 ? { ...question(minutes), revision: 'before' } : question(minutes),
  };
}
