import { describe, expect, it } from 'vitest';
import { ManualClock } from './manual-clock.ts';
import { MemoryMessages } from './memory-messages.ts';

const visibilityMs = 60_000;

function bodiesOf(queue: MemoryMessages): string[] {
  return queue.receive(10).map(({ body }) => body);
}

describe('messages in memory', () => {
  it('come back after their visibility, until somebody deletes them', async () => {
    const clock = new ManualClock();
    const queue = new MemoryMessages(clock, visibilityMs);
    queue.send('kept');
    queue.send('deleted');

    const [, deleted] = queue.receive(10);
    if (deleted !== undefined) queue.delete(deleted);

    expect(bodiesOf(queue)).toEqual([]);
    expect(queue.isEmpty).toBe(true);
    await clock.advance(visibilityMs);
    expect(queue.isEmpty).toBe(false);
    expect(bodiesOf(queue)).toEqual(['kept']);
  });

  it('stay out of sight as long as somebody holds them, or they are delayed', async () => {
    const clock = new ManualClock();
    const queue = new MemoryMessages(clock, visibilityMs);
    queue.send('held');
    const [held] = queue.receive(1);
    await clock.advance(visibilityMs / 2);
    if (held !== undefined) queue.hold(held, visibilityMs);
    queue.send('delayed', visibilityMs);

    await clock.advance(visibilityMs / 2);

    expect(bodiesOf(queue)).toEqual([]);
    expect(queue.isEmpty).toBe(false);
    await clock.advance(visibilityMs / 2);
    expect(bodiesOf(queue)).toEqual(['held', 'delayed']);
  });

  it('become dead letters when they were received five times', async () => {
    const clock = new ManualClock();
    const letters = new MemoryMessages(clock, visibilityMs);
    const queue = new MemoryMessages(clock, visibilityMs, letters);
    queue.send('deadly');

    for (let receives = 0; receives < 5; receives += 1) {
      expect(bodiesOf(queue)).toEqual(['deadly']);
      await clock.advance(visibilityMs);
    }

    expect(bodiesOf(queue)).toEqual([]);
    expect(queue.size).toBe(0);
    expect(bodiesOf(letters)).toEqual(['deadly']);
  });
});
