import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { answerJson, type JsonService, listenLocally, refuse } from '../emulators/aws-json.ts';
import type { RecognitionJob, RecognitionJobs } from './recognition-jobs.ts';

const startSchema = z.object({
  ClientRequestToken: z.string(),
  DocumentLocation: z.object({ S3Object: z.object({ Bucket: z.string(), Name: z.string() }) }),
});

const getSchema = z.object({
  JobId: z.string(),
  MaxResults: z.number().int().positive().max(1000).default(1000),
  NextToken: z.string().regex(/^\d+$/).default('0'),
});

/** Textract's two operations for scans, answered by this machine. */
export type RecognitionServer = JsonService;

/** Starts the server in front of `jobs`, which it stops with itself. */
export async function startRecognitionServer(jobs: RecognitionJobs): Promise<RecognitionServer> {
  const server = createServer((request, response) => {
    void answer(request, response, jobs);
  });
  const service = await listenLocally(server);
  return {
    endpoint: service.endpoint,
    async stop() {
      await service.stop();
      await jobs.stop();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  jobs: RecognitionJobs,
): Promise<void> {
  const target = request.headers['x-amz-target'];
  const body = await text(request);
  try {
    if (target === 'Textract.StartDocumentTextDetection') await start(body, response, jobs);
    else if (target === 'Textract.GetDocumentTextDetection') await get(body, response, jobs);
    else refuse(response, 'UnknownOperationException', `${String(target)} is not emulated locally`);
  } catch (error) {
    refuse(response, 'InvalidParameterException', error instanceof Error ? error.name : 'unknown');
  }
}

async function start(body: string, response: ServerResponse, jobs: RecognitionJobs): Promise<void> {
  const { ClientRequestToken, DocumentLocation } = startSchema.parse(JSON.parse(body));
  const { Bucket: bucket, Name: key } = DocumentLocation.S3Object;
  try {
    const JobId = await jobs.start(ClientRequestToken, { bucket, key });
    await jobs.get(JobId);
    answerJson(response, 200, { JobId });
  } catch {
    refuse(response, 'InvalidS3ObjectException', 'Unable to get object metadata from S3.');
  }
}

async function get(body: string, response: ServerResponse, jobs: RecognitionJobs): Promise<void> {
  const { JobId, MaxResults, NextToken } = getSchema.parse(JSON.parse(body));
  const job = await jobs.get(JobId);
  if (job === undefined) {
    refuse(response, 'InvalidJobIdException', 'Request has invalid Job Id');
    return;
  }
  if (job.status !== 'SUCCEEDED') {
    answerJson(response, 200, { JobStatus: job.status });
    return;
  }
  const blocks = blocksOf(job);
  const from = Number(NextToken);
  const next = from + MaxResults;
  answerJson(response, 200, {
    JobStatus: job.status,
    DetectDocumentTextModelVersion: 'tesseract.js 7',
    DocumentMetadata: { Pages: job.pages.length },
    Blocks: blocks.slice(from, next),
    ...(next < blocks.length ? { NextToken: String(next) } : {}),
  });
}

function blocksOf({ pages }: RecognitionJob): object[] {
  return pages.flatMap((lines, index) => [
    { BlockType: 'PAGE', Page: index + 1 },
    ...lines.map((Text) => ({ BlockType: 'LINE', Page: index + 1, Text })),
  ]);
}
