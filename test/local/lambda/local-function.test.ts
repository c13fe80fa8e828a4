import { describe, expect, it, vi } from 'vitest';
import { eventually } from '../eventually.ts';
import { runPipeline } from '../running-pipeline.ts';
import { lambdaFunction } from '../temporary-assembly.ts';

const handler = `
  let invocations = 0;
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  export const handler = async (event, context) => {
    invocations += 1;
    if (event.print) console.log(event.print);
    if (event.waitMs) await wait(event.waitMs);
    if (event.exit) process.exit(3);
    if (event.throw) throw new RangeError('scripted');
    return { invocations, environment: process.env, remainingMs: context.getRemainingTimeInMillis(), execArgv: process.execArgv };
  };`;

async function runFunction(properties: object = {}, environment: Record<string, string> = {}) {
  const pipeline = await runPipeline(
    { resources: { Worker: lambdaFunction('worker', properties) }, handlers: { worker: handler } },
    { environment },
  );
  const worker = pipeline.functions.get('Worker');
  if (worker === undefined) throw new Error('the template has a function');
  return { worker, lines: pipeline.lines };
}

describe('running a function', () => {
  it('kills it when its time is up, and starts a new environment for the next event', async () => {
    const { worker, lines } = await runFunction({ Timeout: 1 });

    const late = await worker.invoke({ waitMs: 60_000 });
    const next = await worker.invoke({});

    expect(late).toMatchObject({ ok: false, error: { errorType: 'Sandbox.Timedout' } });
    expect(lines).toContain('Task timed out after 1.00 seconds');
    expect(next).toMatchObject({ ok: true, payload: { invocations: 1 } });
  });

  it('uses a warm environment again, and a second one for a second event at once', async () => {
    const { worker } = await runFunction();

    await worker.invoke({});
    const again = await worker.invoke({});
    await Promise.all([worker.invoke({ waitMs: 50 }), worker.invoke({ waitMs: 50 })]);

    expect(again).toMatchObject({ payload: { invocations: 2 } });
    expect(worker.pids()).toHaveLength(2);
  });

  it('gives it the environment of the template and the user, and nothing of the machine', async () => {
    vi.stubEnv('AWS_PROFILE', 'private');
    vi.stubEnv('OPENAI_API_KEY', 'sk-host');
    const { worker } = await runFunction(
      { MemorySize: 256, Environment: { Variables: { LIMIT: '5', SLUICE_MODEL: 'template' } } },
      { SLUICE_MODEL: 'mine', OPENAI_API_KEY: 'sk-user' },
    );

    const result = await worker.invoke({});
    vi.unstubAllEnvs();

    if (!result.ok) throw new Error(result.error.errorMessage);
    expect(result.payload).toMatchObject({
      environment: {
        LIMIT: '5',
        SLUICE_MODEL: 'mine',
        TZ: ':UTC',
        AWS_REGION: 'us-east-1',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
        AWS_ENDPOINT_URL_S3: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      },
      execArgv: expect.arrayContaining(['--max-old-space-size=256']),
    });
    for (const name of ['HOME', 'AWS_PROFILE', 'OPENAI_API_KEY']) {
      expect(result.payload).not.toHaveProperty(['environment', name]);
    }
  });

  it.each([
    [{ throw: true }, 'RangeError', 'scripted'],
    [{ exit: true }, 'Runtime.ExitError', 'Runtime exited: exit status 3'],
  ])('says how it failed: %j', async (event, errorType, errorMessage) => {
    const { worker } = await runFunction();

    expect(await worker.invoke(event)).toMatchObject({
      ok: false,
      error: { errorType, errorMessage },
    });
  });

  it('says so where the handler cannot be loaded', async () => {
    const { worker } = await runFunction({ Handler: 'index.missing' });

    expect(await worker.invoke({})).toMatchObject({
      ok: false,
      error: { errorType: 'Runtime.HandlerNotFound' },
    });
  });

  it('can be killed in the midst of its work', async () => {
    const { worker, lines } = await runFunction();
    const result = worker.invoke({ print: 'begun', waitMs: 60_000 });
    await eventually(() => lines.find((line) => line.includes('begun')));

    worker.kill();

    expect(await result).toMatchObject({ ok: false, error: { errorType: 'Runtime.ExitError' } });
    expect(worker.pids()).toEqual([]);
  });
});
