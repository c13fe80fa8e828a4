import { describe, expect, it } from 'vitest';
import { OpenAiLanguageModel } from '../../../../shared/adapters/openai/openai-language-model.ts';
import { ProgressReports } from '../../../../shared/adapters/openai/progress-reports.ts';
import { idleDeadlineMs } from '../../../../shared/adapters/openai/stream-deadlines.ts';
import type { ModelAnswer } from '../../../../shared/ports/language-model.ts';
import { modelRequest } from '../../../builders/model-request.ts';
import { type FakeModelServer, startFakeModelServer } from '../../../fakes/fake-model-server.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import {
  answer,
  type ModelBehaviour,
  onlyKeepAlives,
  silence,
  stall,
} from '../../../fakes/model-behaviours.ts';
import { eventually } from '../../../local/eventually.ts';

const never = new Promise(() => {});
const { signal } = new AbortController();

interface Call {
  readonly clock: ManualClock;
  readonly server: FakeModelServer;
  readonly answered: Promise<ModelAnswer>;
  /** The model's first token has come. */
  readonly begun: Promise<unknown>;
  readonly progress: readonly number[];
}

/** A call to a hosted provider, whose first token may take 120 seconds. */
function call(server: FakeModelServer, clock: ManualClock): Call {
  const begun = Promise.withResolvers<undefined>();
  const progress: number[] = [];
  const model = new OpenAiLanguageModel({ apiKey: 'k', clock });
  const answered = model.answer({
    ...modelRequest(server.baseUrl, { provider: 'deepseek' }),
    signal,
    onProgress: (tokens) => {
      progress.push(tokens);
      begun.resolve(undefined);
    },
  });
  answered.catch(() => {});
  return { clock, server, answered, begun: begun.promise, progress };
}

async function startServer(behaviour: ModelBehaviour): Promise<{
  server: FakeModelServer;
  reached: Promise<unknown>;
}> {
  const reached = Promise.withResolvers<undefined>();
  const server = await startFakeModelServer({
    respond: () => {
      reached.resolve(undefined);
      return behaviour;
    },
  });
  return { server, reached: reached.promise };
}

describe('a provider that says nothing', () => {
  it('is given up when it sends no header in the time for a first token', async () => {
    const { server, reached } = await startServer(silence());
    await using _ = server;
    const { clock, answered } = call(server, new ManualClock());
    await reached;

    await clock.advance(120_000);

    await expect(answered).rejects.toMatchObject({
      code: 'MODEL_CALL_CUT',
      maybeBilled: true,
      message: 'no token came within 120 s',
    });
  });

  it('is given up when it sends keep-alives, roles and blanks for minutes, and no token', async () => {
    const clock = new ManualClock();
    const { server } = await startServer(onlyKeepAlives(() => clock.advance(20_000)));
    await using _ = server;

    const { answered, progress } = call(server, clock);

    await expect(answered).rejects.toMatchObject({ message: 'no token came within 120 s' });
    expect(progress).toEqual([]);
  });

  it('is given up when it falls silent in the middle of an answer', async () => {
    const { server } = await startServer(stall(never, '{"a":'));
    await using _ = server;
    const { clock, answered, begun } = call(server, new ManualClock());
    await begun;

    await clock.advance(idleDeadlineMs);

    await expect(answered).rejects.toMatchObject({
      code: 'MODEL_CALL_CUT',
      maybeBilled: true,
      message: 'no token came for 60 s in the middle of the answer',
    });
  });

  it('is given up when only keep-alives come in the middle of an answer', async () => {
    const clock = new ManualClock();
    const started = Promise.withResolvers<Call>();
    const pass = async (): Promise<void> => {
      await (
        await started.promise
      ).begun;
      await clock.advance(20_000);
    };
    const { server } = await startServer(onlyKeepAlives(pass, '{"a":'));
    await using _ = server;

    const made = call(server, clock);
    started.resolve(made);

    await expect(made.answered).rejects.toMatchObject({
      message: 'no token came for 60 s in the middle of the answer',
    });
  });

  it('has all the time in the world as long as tokens come', async () => {
    const clock = new ManualClock();
    const started = Promise.withResolvers<Call>();
    let chunks = 0;
    const pass = async (): Promise<void> => {
      chunks += 1;
      // The first chunk is a role, and the last one an end.
      if (chunks === 1 || chunks > 11) return;
      const { progress } = await started.promise;
      await eventually(() => progress.length >= chunks - 1 || undefined);
      await clock.advance(idleDeadlineMs - 1);
    };
    const { server } = await startServer(answer({ text: 'x'.repeat(40), pieces: 10, pass }));
    await using _ = server;

    const made = call(server, clock);
    started.resolve(made);

    expect(await made.answered).toMatchObject({ text: 'x'.repeat(40), finishReason: 'stop' });
  });
});

function nobodyListens(): never {
  throw new Error('the terminal is gone');
}

describe('the progress of an answer', () => {
  it('is told in tokens, reasoning included, and once more at the end', async () => {
    const { server } = await startServer(
      answer({ text: 'x'.repeat(20), reasoning: 'y'.repeat(20) }),
    );
    await using _ = server;

    const { answered, progress } = call(server, new ManualClock());
    await answered;

    expect(progress).toEqual([4, 14]);
  });

  it('loses no answer where nobody can be told', async () => {
    await using server = await startFakeModelServer({ script: [answer({ text: '{"a":1}' })] });
    const model = new OpenAiLanguageModel({ apiKey: 'k', clock: new ManualClock() });
    const request = { ...modelRequest(server.baseUrl), signal, onProgress: nobodyListens };

    const answered = model.answer(request);

    expect(await answered).toMatchObject({ text: '{"a":1}', finishReason: 'stop' });
  });

  it('is told at most every half second', async () => {
    const clock = new ManualClock();
    const told: number[] = [];
    const reports = new ProgressReports((tokens) => told.push(tokens), clock);

    for (let tokens = 1; tokens <= 20; tokens += 1) {
      reports.tokensCame(() => tokens);
      await clock.advance(100);
    }

    expect(told).toEqual([1, 6, 11, 16]);
  });
});
