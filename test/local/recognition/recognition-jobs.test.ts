import { GetDocumentTextDetectionCommand, TextractClient } from '@aws-sdk/client-textract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Recognize, RecognitionJobs } from '../../../local/recognition/recognition-jobs.ts';
import { startRecognitionServer } from '../../../local/recognition/recognition-server.ts';
import { TextractRecognition } from '../../../shared/adapters/aws/textract-recognition.ts';
import { queuedJob } from '../../builders/job.ts';
import { eventually } from '../eventually.ts';
import { temporaryDirectory } from '../temporary-assembly.ts';

const { document } = queuedJob();

/** The emulated service and the real adapter in front of it. */
async function service(recognize: Recognize, directory?: string) {
  const server = await startRecognitionServer(
    new RecognitionJobs({
      directory: directory ?? (await temporaryDirectory()),
      readObject: (bucket, key) => {
        if (bucket !== document.bucket) throw new Error('there is no such bucket');
        return new TextEncoder().encode(key);
      },
      recognize,
    }),
  );
  onTestFinished(async () => server.stop());
  const config = {
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  return { server, config, recognition: new TextractRecognition('tesseract', config) };
}

describe('the emulated text recognition', () => {
  it('answers as Textract does, once for a token', async () => {
    let calls = 0;
    const { recognition, config } = await service(async () => {
      calls += 1;
      return [['one', 'two'], []];
    });

    const id = await recognition.start(document, 'token');
    expect(await recognition.start(document, 'token')).toBe(id);
    await eventually(async () => ((await recognition.hasEnded(id)) ? true : undefined));

    expect(calls).toBe(1);
    expect(await recognition.fetch(id)).toMatchObject({
      pages: [
        { number: 1, lines: ['one', 'two'] },
        { number: 2, lines: [] },
      ],
    });
    const client = new TextractClient(config);
    const { Blocks, NextToken } = await client.send(
      new GetDocumentTextDetectionCommand({ JobId: id, MaxResults: 2 }),
    );
    expect([Blocks?.length, NextToken]).toEqual([2, '2']);
  });

  it('says by Textract’s names what it cannot do', async () => {
    const { recognition } = await service(async () => {
      throw new Error('damaged');
    });

    await expect(recognition.start({ ...document, bucket: 'other' }, 'x')).rejects.toThrow(
      'InvalidS3ObjectException',
    );
    await expect(recognition.fetch('../../etc/passwd')).rejects.toThrow('InvalidJobIdException');
    const id = await recognition.start(document, 'token');
    await eventually(async () => ((await recognition.hasEnded(id)) ? true : undefined));
    await expect(recognition.fetch(id)).rejects.toMatchObject({ code: 'RECOGNITION_FAILED' });
  });

  it('goes on after a restart where it was stopped', async () => {
    const directory = await temporaryDirectory();
    const stopped = await service(
      (_bytes, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('stopped')));
        }),
      directory,
    );
    const id = await stopped.recognition.start(document, 'token');
    await stopped.server.stop();

    const { recognition } = await service(async () => [['read at last']], directory);
    await eventually(async () => ((await recognition.hasEnded(id)) ? true : undefined));

    expect(await recognition.fetch(id)).toMatchObject({ pages: [{ lines: ['read at last'] }] });
  });
});
