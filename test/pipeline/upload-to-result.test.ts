import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { digestAnswer, digestOutput } from '../fakes/digest-answer.ts';
import { startFakeModelServer } from '../fakes/fake-model-server.ts';
import { deploy, hasEnded } from './deployed.ts';

const text = '# Board\n\nWe decided to paint the house.\n';

describe('an upload', () => {
  it('comes back as a validated result, with usage and cost in result, job and ledger', async () => {
    await using server = await startFakeModelServer({ script: [digestAnswer] });
    const deployed = await deploy(server.baseUrl);

    await deployed.upload('inbox/document-digest/2026/board minutes ż.md', text);
    const [job] = await deployed.jobsWhen(1, hasEnded);

    if (job === undefined) throw new Error('there is no job');
    const result = await deployed.resultOf(job);
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      analysis: 'document-digest',
      output: digestOutput,
      document: { key: 'inbox/document-digest/2026/board minutes ż.md', format: 'markdown' },
      coverage: { complete: true, characters: text.length, covered: text.length },
      usage: { promptTokens: 900, cachedPromptTokens: 128, completionTokens: 30 },
      model: { provider: 'deepseek', requested: 'deepseek-flash' },
    });
    expect(Number(result.cost?.amount)).toBeGreaterThan(0);
    expect(job).toMatchObject({ usage: result.usage, cost: result.cost });
    expect(await deployed.keys('ledger/')).toHaveLength(1);
    expect(await deployed.keys('exchanges/')).toHaveLength(1);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer test-key');
  });

  it('pays once for six copies of its event and of its message, and for a second upload of the same text', async () => {
    await using server = await startFakeModelServer({ script: [digestAnswer] });
    const deployed = await deploy(server.baseUrl);
    const { UploadsQueueUrl, NowQueueUrl, DocumentsBucketName } = deployed.outputs;

    await Promise.all([
      deployed.upload('inbox/document-digest/one.md', text),
      deployed.upload('inbox/document-digest/two.md', text),
    ]);
    const [job] = await deployed.jobsWhen(2, () => true);
    if (job === undefined) throw new Error('there is no job');
    const { document, uploadedAt, jobId } = job;
    const { key, version, sizeBytes } = document;
    const object = { key, eTag: version, size: sizeBytes ?? 0 };
    const s3 = { bucket: { name: DocumentsBucketName }, object };
    const event = { Records: [{ eventName: 'ObjectCreated:Put', eventTime: uploadedAt, s3 }] };
    const message = { version: 1, jobId, attempt: 1 };
    await Promise.all(
      Array.from({ length: 6 }).flatMap(() => [
        deployed.sqs.send(
          new SendMessageCommand({ QueueUrl: UploadsQueueUrl, MessageBody: JSON.stringify(event) }),
        ),
        deployed.sqs.send(
          new SendMessageCommand({ QueueUrl: NowQueueUrl, MessageBody: JSON.stringify(message) }),
        ),
      ]),
    );
    const jobs = await deployed.jobsWhen(2, hasEnded);

    const results = await Promise.all(jobs.map((each) => deployed.resultOf(each)));
    expect(server.wholeAnswers).toBe(1);
    expect(results.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(new Set(results.map(({ usage }) => usage.paidExchanges))).toEqual(new Set([0, 1]));
    expect(await deployed.keys('ledger/')).toHaveLength(1);
    expect(await deployed.keys('results/')).toHaveLength(2);
  });

  it('that cannot be read is a failed job with a result, and never reaches the model', async () => {
    await using server = await startFakeModelServer({ script: [] });
    const deployed = await deploy(server.baseUrl);

    const program = Buffer.from('7f454c46020101000000000000000000', 'hex');
    await deployed.upload('inbox/document-digest/report.txt', program);
    const [job] = await deployed.jobsWhen(1, hasEnded);

    expect(job).toMatchObject({ status: 'FAILED', error: { code: 'UNSUPPORTED_FORMAT' } });
    const keys = await deployed.keys('results/analysis=document-digest/');
    expect(keys).toEqual([job?.resultKey]);
  });

  it('without an analysis is a failed job too: nothing that was uploaded is ignored', async () => {
    await using server = await startFakeModelServer({ script: [] });
    const deployed = await deploy(server.baseUrl);

    await deployed.upload('somewhere/else.txt', text);
    const [job] = await deployed.jobsWhen(1, hasEnded);

    expect(job).toMatchObject({ analysis: '_none', error: { code: 'UNKNOWN_LANE' } });
    expect(await deployed.keys('results/analysis=_none/')).toEqual([job?.resultKey]);
  });

  it('to a server without a preset uses the one model that the server has', async () => {
    await using server = await startFakeModelServer({
      script: [digestAnswer],
      models: ['local-model'],
    });
    const deployed = await deploy(server.baseUrl, { environment: { SLUICE_PROVIDER: 'custom' } });

    await deployed.upload('inbox/document-digest/board.md', text);
    const [job] = await deployed.jobsWhen(1, hasEnded);

    expect(server.requests[0]?.body.model).toBe('local-model');
    expect(job).toMatchObject({ status: 'SUCCEEDED', cost: null });
  });

  it('that is an archive becomes a job a member, read from the archive, and neighbours do no harm', async () => {
    await using server = await startFakeModelServer({ respond: () => digestAnswer });
    const deployed = await deploy(server.baseUrl);
    const utf8 = new TextEncoder();
    const inner = zipSync({ 'deep.md': utf8.encode('# Deep\n\nWe agreed on the roof.\n') });
    const archive = zipSync({
      'notes/one.md': utf8.encode(text),
      'broken.pdf': utf8.encode('%PDF-1.7\nnothing else'),
      'inner.zip': inner,
    });

    await deployed.upload('inbox/document-digest/all.zip', archive);
    const jobs = await deployed.jobsWhen(5, hasEnded, 20_000);

    const byMember = new Map(jobs.map((job) => [job.document.member.join('!/'), job]));
    expect(byMember.get('')?.status).toBe('SUCCEEDED');
    expect(byMember.get('notes/one.md')?.status).toBe('SUCCEEDED');
    expect(byMember.get('inner.zip')?.status).toBe('SUCCEEDED');
    expect(byMember.get('inner.zip!/deep.md')?.status).toBe('SUCCEEDED');
    expect(byMember.get('broken.pdf')).toMatchObject({
      status: 'FAILED',
      error: { code: 'DOCUMENT_DAMAGED' },
    });
    expect(server.wholeAnswers).toBe(2);
  });

  it('that lists two transcripts is one job with one request, and covers both', async () => {
    await using server = await startFakeModelServer({ script: [digestAnswer] });
    const deployed = await deploy(server.baseUrl);
    const folder = 'members/release';
    const manifest = { documents: [`${folder}/planning.vtt`, `${folder}/minutes.md`] };

    await deployed.upload(
      `${folder}/planning.vtt`,
      'WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ada>We release on Friday.\n',
    );
    await deployed.upload(`${folder}/minutes.md`, text);
    await deployed.upload('inbox/document-digest/release.documents.json', JSON.stringify(manifest));
    const [job] = await deployed.jobsWhen(1, hasEnded);

    if (job === undefined) throw new Error('there is no job');
    const { document, coverage, usage } = await deployed.resultOf(job);
    const [planning, minutes] = document.members ?? [];
    expect(server.wholeAnswers).toBe(1);
    expect(JSON.stringify(server.requests[0]?.body)).toMatch(
      /planning\.vtt \(document 1 of 2.*We release on Friday.*minutes\.md \(document 2 of 2.*paint/,
    );
    expect(usage).toMatchObject({ exchanges: 1, paidExchanges: 1 });
    expect(document).toMatchObject({ format: 'documents', key: job.document.key });
    expect(planning).toMatchObject({ start: 0, key: `${folder}/planning.vtt` });
    expect(minutes).toMatchObject({ start: planning?.end, end: document.characters });
    expect(coverage).toMatchObject({ complete: true, covered: document.characters });
  });

  it('that lists what is not there is a failed job that names it, and asks nothing', async () => {
    await using server = await startFakeModelServer({ script: [] });
    const deployed = await deploy(server.baseUrl);

    const manifest = JSON.stringify(['members/missing.vtt']);
    await deployed.upload('inbox/document-digest/release.documents.json', manifest);
    const [job] = await deployed.jobsWhen(1, hasEnded);

    expect(job).toMatchObject({
      status: 'FAILED',
      error: {
        code: 'MANIFEST_MEMBER_NOT_FOUND',
        message: expect.stringContaining('"members/missing.vtt"'),
      },
    });
  });
});
