import { describe, expect, it } from 'vitest';
import { readScheduleExpression } from '../../../local/events/schedule-expression.ts';

describe('when a schedule is due', () => {
  it.each([
    ['rate(1 minute)', 'UTC', '2026-01-05T10:00:30Z', '2026-01-05T10:01:30.000Z'],
    ['rate(2 hours)', 'UTC', '2026-01-05T10:00:00Z', '2026-01-05T12:00:00.000Z'],
    ['cron(0 1 * * ? *)', 'Europe/Warsaw', '2026-01-05T10:00:00Z', '2026-01-06T00:00:00.000Z'],
    ['cron(0 1 * * ? *)', 'Europe/Warsaw', '2026-07-05T10:00:00Z', '2026-07-05T23:00:00.000Z'],
    ['cron(0/15 * * * ? *)', 'UTC', '2026-01-05T10:01:00Z', '2026-01-05T10:15:00.000Z'],
    ['cron(0 9 ? * 2-6 *)', 'UTC', '2026-01-03T10:00:00Z', '2026-01-05T09:00:00.000Z'],
    ['cron(0 9 ? * MON *)', 'UTC', '2026-01-03T10:00:00Z', '2026-01-05T09:00:00.000Z'],
    ['cron(0 9 ? * 6#1 *)', 'UTC', '2026-01-03T10:00:00Z', '2026-02-06T09:00:00.000Z'],
    ['cron(0 9 1 1 ? 2028)', 'UTC', '2026-01-03T10:00:00Z', '2028-01-01T09:00:00.000Z'],
    [
      'at(2026-02-01T10:00:00)',
      'Europe/Warsaw',
      '2026-01-03T10:00:00Z',
      '2026-02-01T09:00:00.000Z',
    ],
  ])('%s in %s after %s: %s', (...row) => {
    const [expression, zone, after, due] = row;

    expect(readScheduleExpression(expression, zone)(new Date(after))?.toISOString()).toBe(due);
  });

  it('never again where the time has passed', () => {
    const next = readScheduleExpression('at(2026-01-01T10:00:00)', 'UTC');

    expect(next(new Date('2026-01-03T00:00:00Z'))).toBeUndefined();
  });

  it.each(['rate(often)', 'cron(61 * * * ? *)', 'sometimes'])('refuses %s', (expression) => {
    expect(() => readScheduleExpression(expression, 'UTC')).toThrow(expression);
  });
});
