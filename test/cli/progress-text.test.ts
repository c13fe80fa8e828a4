import { describe, expect, it } from 'vitest';
import { renderJobs } from '../../cli/output/job-table.ts';
import { milestoneOf, progressText } from '../../cli/output/progress-text.ts';
import { jobItem, upload } from './builders.ts';

const done = jobItem({ status: 'SUCCEEDED', completedAt: '2026-05-01T10:00:01.250Z' });

describe('the progress of a document', () => {
  it('is told with the time that it took', () => {
    expect(progressText({ upload, job: undefined })).toBe('board.vtt: uploaded');
    expect(progressText({ upload, job: done })).toBe('board.vtt: SUCCEEDED after 1.3 s');
  });

  it('says of a long document how many parts are answered, and how much has come', () => {
    const progress = {
      answeredParts: 2,
      plannedParts: 5,
      answerTokens: 1200,
      tooLarge: [],
      cut: null,
    };

    const text = progressText({ upload, job: jobItem({ status: 'RUNNING', progress }) });

    expect(text).toBe('board.vtt: RUNNING, 2 of 5 parts, about 1200 tokens answered');
  });

  it('says of a job that is tried again what it failed with, as a line of its own', () => {
    const error = { code: 'MODEL_UNAVAILABLE', message: 'HTTP 503', retryable: true };
    const queued = jobItem({ status: 'QUEUED', attempt: 2, error });

    expect(progressText({ upload, job: queued })).toBe(
      'board.vtt: QUEUED (again after MODEL_UNAVAILABLE)',
    );
    expect(progressText({ upload, job: { ...queued, status: 'RUNNING' } })).toBe(
      'board.vtt: RUNNING (again after MODEL_UNAVAILABLE)',
    );
    expect(milestoneOf({ upload, job: queued })).not.toBe(
      milestoneOf({ upload, job: jobItem({ status: 'QUEUED' }) }),
    );
    expect(renderJobs([queued])).toMatch(/QUEUED .* MODEL_UNAVAILABLE$/m);
  });

  it('names the analysis where several run', () => {
    expect(progressText({ upload, job: undefined }, true)).toBe(
      'meeting-minutes/board.vtt: uploaded',
    );
    expect(progressText({ upload, job: done }, true)).toBe(
      'meeting-minutes/board.vtt: SUCCEEDED after 1.3 s',
    );
  });

  it('does not pretend that a job ran which was done before', () => {
    const later = { ...upload, startedAt: '2026-05-02T08:00:00.000Z' };

    expect(progressText({ upload: later, job: done })).toBe('board.vtt: already done, SUCCEEDED');
    expect(progressText({ upload: { ...later, isVersioned: true }, job: done })).toBe(
      'board.vtt: SUCCEEDED after 1.3 s',
    );
  });
});
