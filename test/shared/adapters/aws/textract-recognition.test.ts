import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { endpointOf } from '../../../../local/emulators/endpoint.ts';
import { TextractRecognition } from '../../../../shared/adapters/aws/textract-recognition.ts';
import { queuedJob } from '../../../builders/job.ts';

interface Reply {
  readonly status?: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The adapter in front of a server that plays back replies, and what it was asked. */
async function recognitionWith(...script: readonly Reply[]) {
  const asked: { readonly operation: string | undefined; readonly body: unknown }[] = [];
  const replies = [...script];
  const server = createServer((request, response) => {
    void reply(request, response);
  });
  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = String(request.headers['x-amz-target']).split('.')[1];
    asked.push({ operation, body: await json(request) });
    const { status = 200, body } = replies.shift() ?? { status: 500, body: {} };
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(body));
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const recognition = new TextractRecognition('textract', {
    endpoint: endpointOf(server),
    region: 'us-east-1',
    credentials: { accessKeyId: 'k', secretAccessKey: 's' },
    maxAttempts: 1,
  });
  return { recognition, asked };
}

const { document } = queuedJob();
const line = (Text: string, Page?: number) => ({ BlockType: 'LINE', Text, Page });
const succeeded = { JobStatus: 'SUCCEEDED', DetectDocumentTextModelVersion: '1.0' };

function refusal(name: string): Reply {
  return { status: 400, body: { __type: name, message: 'refused' } };
}

describe('text recognition by Textract', () => {
  it('is asked about exactly the version that was uploaded, with its token', async () => {
    const { recognition, asked } = await recognitionWith({ body: { JobId: 'one' } });

    expect(await recognition.start(document, 'token')).toBe('one');

    const { bucket, key, version } = document;
    const S3Object = { Bucket: bucket, Name: key, Version: version };
    expect(asked).toEqual([
      {
        operation: 'StartDocumentTextDetection',
        body: { ClientRequestToken: 'token', DocumentLocation: { S3Object } },
      },
    ]);
  });

  it('gives the lines of all parts by page, an empty page too', async () => {
    const { recognition, asked } = await recognitionWith(
      {
        body: {
          ...succeeded,
          DocumentMetadata: { Pages: 3 },
          Blocks: [
            { BlockType: 'PAGE', Page: 1 },
            line('one', 1),
            { BlockType: 'WORD', Text: 'x' },
          ],
          NextToken: 'more',
        },
      },
      { body: { ...succeeded, Blocks: [line('two', 1), line('three', 3)] } },
    );

    expect(await recognition.fetch('one')).toEqual({
      pages: [
        { number: 1, lines: ['one', 'two'] },
        { number: 2, lines: [] },
        { number: 3, lines: ['three'] },
      ],
      warnings: [],
      modelVersion: '1.0',
    });
    expect(asked[1]?.body).toEqual({ JobId: 'one', NextToken: 'more' });
  });

  it('takes what Textract could read of a document, and says which pages are missing', async () => {
    const { recognition } = await recognitionWith({
      body: {
        ...succeeded,
        JobStatus: 'PARTIAL_SUCCESS',
        DocumentMetadata: { Pages: 1 },
        Blocks: [line('one')],
        Warnings: [{ ErrorCode: 'PAGE_SIZE_EXCEEDED', Pages: [2, 3] }],
      },
    });

    expect(await recognition.fetch('one')).toMatchObject({
      pages: [{ lines: ['one'] }],
      warnings: ['pages 2, 3 could not be recognized (PAGE_SIZE_EXCEEDED)'],
    });
  });

  it.each([
    ['IN_PROGRESS', false, 'RECOGNITION_TIMEOUT'],
    ['FAILED', true, 'RECOGNITION_FAILED'],
  ])('of status %s has ended: %s, and fetching it is %s', async (JobStatus, ended, code) => {
    const reply = { body: { JobStatus } };
    const { recognition } = await recognitionWith(reply, reply);

    expect(await recognition.hasEnded('one')).toBe(ended);
    await expect(recognition.fetch('one')).rejects.toMatchObject({ code });
  });

  it.each([
    ['ProvisionedThroughputExceededException', 'RECOGNITION_UNAVAILABLE', true],
    ['LimitExceededException', 'RECOGNITION_UNAVAILABLE', true],
    ['ThrottlingException', 'RECOGNITION_UNAVAILABLE', true],
    ['AccessDeniedException', 'RECOGNITION_FAILED', false],
    ['InvalidS3ObjectException', 'RECOGNITION_FAILED', false],
    ['BadDocumentException', 'RECOGNITION_FAILED', false],
  ])('that answers %s is %s', async (name, code, retryable) => {
    const { recognition } = await recognitionWith(refusal(name));

    await expect(recognition.start(document, 'token')).rejects.toMatchObject({
      code,
      retryable,
      message: expect.stringContaining(name),
    });
  });

  it('that cannot be reached is unavailable', async () => {
    const recognition = new TextractRecognition('textract', {
      endpoint: 'http://127.0.0.1:9',
      region: 'us-east-1',
      credentials: { accessKeyId: 'k', secretAccessKey: 's' },
      maxAttempts: 1,
    });

    await expect(recognition.hasEnded('one')).rejects.toMatchObject({
      code: 'RECOGNITION_UNAVAILABLE',
    });
  });

  it('that has forgotten a recognition has ended it', async () => {
    const unknown = refusal('InvalidJobIdException');
    const { recognition } = await recognitionWith(unknown, unknown);

    expect(await recognition.hasEnded('one')).toBe(true);
    await expect(recognition.fetch('one')).rejects.toMatchObject({ code: 'RECOGNITION_FAILED' });
  });
});
