import { describe, expect, it } from 'vitest';
import { JobsOfProcesses } from './jobs-of-processes.ts';
import type { ServiceRequest } from './service-request.ts';

const intake = 1;
const worker = 2;
const archive = { jobId: 'a'.repeat(32), key: 'inbox/minutes/a.zip' };
const note = { jobId: 'b'.repeat(32), key: 'inbox/minutes/b.md' };
const night = { jobId: 'c'.repeat(32), key: 'nightly/minutes/c.md' };

function request(parts: Partial<ServiceRequest>): ServiceRequest {
  const from = { functionName: 'sluice-Worker', processId: worker };
  return { service: 'dynamodb', operation: 'GetItem', subject: '', body: '{}', ...from, ...parts };
}

function created({ jobId, key }: typeof archive): ServiceRequest {
  const body = JSON.stringify({ Item: { key: { S: key } } });
  return request({ processId: intake, operation: 'PutItem', subject: `JOB#${jobId}`, body });
}

function jobsAfter(...requests: readonly Partial<ServiceRequest>[]): JobsOfProcesses {
  const jobs = new JobsOfProcesses();
  for (const each of [created(archive), created(note), ...requests.map(request)])
    jobs.observe(each);
  return jobs;
}

describe('the document that a process works on', () => {
  it.each<[string, Partial<ServiceRequest>]>([
    ['its item', { subject: `JOB#${note.jobId}` }],
    ['its object', { service: 's3', operation: 'GET', subject: `documents/${note.key}` }],
    ['its result', { service: 's3', operation: 'PUT', subject: `results/${note.jobId}.json` }],
    ['its id in what is sent', { service: 'sqs', body: `{"MessageBody":"${note.jobId}"}` }],
  ])('is known by %s', (_what, named) => {
    const jobs = jobsAfter(named);

    expect(jobs.documentOf(worker)).toBe(note.key);
    expect(jobs.processOf(note.key)).toBe(worker);
  });

  it.each<[string, Partial<ServiceRequest>]>([
    ['its item', { operation: 'PutItem', subject: `JOB#${night.jobId}` }],
    ['its result', { service: 's3', operation: 'PUT', subject: `b/results/d/${night.jobId}.json` }],
  ])('is learned from who makes %s', (_what, made) => {
    const jobs = jobsAfter({ ...made, body: `{"key":"${night.key}"}` });

    expect(jobs.documentOf(worker)).toBe(night.key);
  });

  it('is worked on by the process that named it last, also while that has another job, too', () => {
    const jobs = jobsAfter({ subject: `JOB#${note.jobId}` }, { subject: `JOB#${archive.jobId}` });

    expect(jobs.documentOf(worker)).toBe(archive.key);
    expect(jobs.processOf(note.key)).toBe(worker);
  });

  it('stays the one that was named last where a request names none', () => {
    const hash = `${note.jobId}${note.jobId}`;
    const jobs = jobsAfter(
      { subject: `JOB#${archive.jobId}` },
      { subject: `EXCHANGE#${hash}`, body: `{"jobId":"${'c'.repeat(32)}"}` },
    );

    expect(jobs.documentOf(worker)).toBe(archive.key);
  });

  it('is an archive where its members are named with it', () => {
    const jobs = jobsAfter({ body: `["${note.jobId}","${archive.jobId}"]` });

    expect(jobs.documentOf(worker)).toBe(archive.key);
  });
});
