import { describe, expect, it } from 'vitest';
import { splitBatch } from '../../functions/worker/split-batch.ts';
import { sqsRecord } from '../builders/sqs-record.ts';

const usual = sqsRecord('usual', '{"version":1,"jobId":"a","attempt":1}');
const crashed = sqsRecord('crashed', '{"version":1,"jobId":"b","attempt":2,"alone":true}');
const another = sqsRecord('another', '{"version":1,"jobId":"c","attempt":2,"alone":true}');
const foreign = sqsRecord('foreign', 'no message of ours');

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
