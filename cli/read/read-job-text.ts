import { S3DocumentStore } from '../../shared/adapters/aws/s3-document-store.ts';
import { S3TextStore } from '../../shared/adapters/aws/s3-text-store.ts';
import type { DocumentText } from '../../shared/document/document-text.ts';
import { recognitionHash } from '../../shared/document/recognition-hash.ts';
import { textOfScan } from '../../shared/document/text-of-scan.ts';
import { PipelineError } from '../../shared/failure/pipeline-error.ts';
import type { DocumentReader } from '../../shared/ports/document-reader.ts';
import { readDocument } from '../../shared/steps/reading/read-document.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { JobItem } from '../jobs/job-item.ts';
import { readWholeJob } from '../jobs/job-table-reads.ts';

/** The text that a job was about, or why there is none to show. */
export type JobText = { readonly text: DocumentText } | { readonly problem: string };

/** Who may have recognized a scan. */
const recognitionProviders = ['textract', 'tesseract'] as const;

/** Reads a job's document once more, as the worker does; a scan's text is the one that was kept. */
export async function readJobText(
  deployment: Deployment,
  job: JobItem,
  reader: DocumentReader,
): Promise<JobText> {
  // What the worker took, a person may look at.
  const documents = new S3DocumentStore(deployment.s3, Number.MAX_SAFE_INTEGER);
  try {
    const reading = await readDocument(job, {
      documents,
      reader,
      maximumMembers: Number.MAX_SAFE_INTEGER,
      maximumDocumentBytes: Number.MAX_SAFE_INTEGER,
      maximumCharacters: Number.MAX_SAFE_INTEGER,
    });
    if (reading.kind === 'text') return { text: reading.text };
    if (reading.kind === 'scan') return await keptText(deployment, job);
    return { problem: 'the document is an archive, whose members are jobs of their own' };
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return { problem: `the document could not be read: ${error.code}: ${error.message}` };
  }
}

async function keptText(deployment: Deployment, { jobId }: JobItem): Promise<JobText> {
  const texts = new S3TextStore({ client: deployment.s3, name: deployment.resultsBucket });
  const job = await readWholeJob(deployment, jobId);
  for (const provider of job === undefined ? [] : recognitionProviders) {
    const kept = job && (await texts.get(recognitionHash({ ...job, provider })));
    if (kept !== undefined) return { text: textOfScan(kept) };
  }
  return { problem: 'the document is a scan, and no text of it is kept' };
}
