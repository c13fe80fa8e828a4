import { afterAll, describe, expect, it } from 'vitest';
import { DynamoModeMemory } from '../../shared/adapters/aws/dynamo-mode-memory.ts';
import type { AskedModel } from '../../shared/ports/mode-memory.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { MemoryModeMemory } from '../fakes/memory-mode-memory.ts';
import { startEmulatedTable } from './emulated-table.ts';

const emulated = await startEmulatedTable();
afterAll(() => emulated.close());
const clock = new ManualClock();

let models = 0;
function anotherModel(): AskedModel {
  models += 1;
  return {
    providerIdentity: 'custom http://localhost:8000/v1',
    model: `m-${models}`,
    thinking: false,
  };
}

const dayMs = 86_400_000;

describe.each([
  ['in memory', new MemoryModeMemory(clock)],
  ['on DynamoDB', new DynamoModeMemory(emulated, clock)],
])('refused kinds of structured output %s', (_where, memory) => {
  it('are none for a model that nobody asked yet', async () => {
    expect(await memory.recall(anotherModel())).toEqual([]);
  });

  it('are remembered for the model that refused them, and for no other', async () => {
    const model = anotherModel();

    await memory.remember(model, ['json_schema', 'strict_tools']);

    expect(await memory.recall(model)).toEqual(['json_schema', 'strict_tools']);
    expect(await memory.recall({ ...model, thinking: true })).toEqual([]);
    expect(await memory.recall({ ...model, providerIdentity: 'custom http://other/v1' })).toEqual(
      [],
    );
    expect(await memory.recall(anotherModel())).toEqual([]);
  });

  it('are forgotten after seven days, since providers learn', async () => {
    const model = anotherModel();
    await memory.remember(model, ['json_schema']);

    await clock.advance(6 * dayMs);
    const afterSix = await memory.recall(model);
    await clock.advance(1 * dayMs);

    expect(afterSix).toEqual(['json_schema']);
    expect(await memory.recall(model)).toEqual([]);
  });
});

describe('refused kinds of structured output on DynamoDB', () => {
  it('are known to a worker that starts later, and to one that looks again', async () => {
    const model = anotherModel();
    const [first, second] = [
      new DynamoModeMemory(emulated, clock),
      new DynamoModeMemory(emulated, clock),
    ];
    const before = await second.recall(model);

    await first.remember(model, ['json_schema']);
    await clock.advance(301_000);

    expect(before).toEqual([]);
    expect(await second.recall(model)).toEqual(['json_schema']);
    expect(await new DynamoModeMemory(emulated, clock).recall(model)).toEqual(['json_schema']);
  });
});
