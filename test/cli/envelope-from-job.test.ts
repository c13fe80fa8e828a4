import { describe, expect, it } from 'vitest';
import { envelopeFromJob, envelopeFromUpload } from '../../cli/jobs/envelope-from-job.ts';
import { nothingPaid } from '../../shared/job/build-result.ts';
import { resultEnvelopeSchema } from '../../shared/job/result-envelope.ts';
import { jobItem } from './builders.ts';

describe('the envelope of a job without a result', () => {
  it('keeps the contract of a result, without an output', () => {
    const envelope = envelopeFromJob(jobItem({ status: 'WAITING', lane: 'nightly' }));

    expect(resultEnvelopeSchema.parse(envelope)).toEqual(envelope);
    expect(envelope).toMatchObject({ status: 'WAITING', output: null, ...nothingPaid });
  });

  it('does not know what a running job has paid', () => {
    const envelope = envelopeFromJob(
      jobItem({ status: 'RUNNING', startedAt: '2026-05-01T10:00:00.200Z' }),
    );

    expect(envelope.cost).toBeNull();
    expect(envelope.usage.promptTokens).toBeNull();
  });

  it('says why a job is held, and until when', () => {
    const heldUntil = '2026-05-02T00:00:00.000Z';

    const { warnings } = envelopeFromJob(
      jobItem({ status: 'HELD', heldReason: 'budget of the day', heldUntil }),
    );

    expect(warnings).toEqual([`held until ${heldUntil}: budget of the day`]);
  });

  it('exists even for an upload that has no job yet', () => {
    const envelope = envelopeFromUpload(
      {
        bucket: 'documents',
        key: 'inbox/meeting-minutes/a.txt',
        version: 'v1',
        isVersioned: true,
        sizeBytes: 3,
        startedAt: '2026-05-01T10:00:00.000Z',
      },
      'meeting-minutes',
    );

    expect(resultEnvelopeSchema.parse(envelope)).toEqual(envelope);
    expect(envelope.warnings).toEqual(['the upload has no job yet']);
  });
});
