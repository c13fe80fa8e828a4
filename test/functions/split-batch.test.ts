import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { splitBatch } from '../../functions/worker/split-batch.ts';

function record(messageId: string, body: string): SQSRecord {
  return {
    messageId,
    body,
    receiptHandle: 'receipt',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 'sender',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:now',
    awsRegion: 'us-east-1',
  };
}

const usual = record('usual', '{"version":1,"jobId":"a","attempt":1}');
const crashed = record('crashed', '{"version":1,"jobId":"b","attempt":2,"alone":true}');
const another = record('another', '{"version":1,"jobId":"c","attempt":2,"alone":true}');
const foreign = record('foreign', 'no message of ours');

describe('a batch of messages', () => {
  it('is run as a whole where no worker has died in any of its jobs', () => {
    expect(splitBatch([usual, foreign])).toEqual({ run: [usual, foreign], passOn: [] });
  });

  it('shrinks to one job that a worker has died in, so that it takes no neighbour with it', () => {
    expect(splitBatch([usual, crashed, another, foreign])).toEqual({
      run: [crashed],
      passOn: [usual, another, foreign],
    });
  });
});
