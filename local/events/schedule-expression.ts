import { Cron } from 'croner';
import { TemplateUnreadable } from '../local-errors.ts';

/** Says when a schedule is due next, after a time at which it was due or began. */
export type NextTime = (after: Date) => Date | undefined;

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * Reads `rate(…)`, `cron(…)` and `at(…)` of EventBridge Scheduler.
 *
 * @param timeZone IANA name
 * @throws {TemplateUnreadable}
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function readScheduleExpression(expression: string, timeZone: string): NextTime {
  const [, kind, argument = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim()) ?? [];
  switch (kind) {
    case 'rate':
      return everyInterval(expression, argument);
    case 'cron':
      return byCron(expression, toCronPattern(argument), timeZone);
    case 'at':
      return byCron(expression, argument, timeZone);
    case undefined:
    default:
      throw new TemplateUnreadable(`the schedule expression ${expression} is not known`);
  }
}

function everyInterval(expression: string, argument: string): NextTime {
  const [, count, unit] = /^(\d+) (minute|hour|day)s?$/.exec(argument.trim()) ?? [];
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') {
    throw new TemplateUnreadable(`the schedule expression ${expression} is not known`);
  }
  const intervalMs = Number(count) * unitMs[unit];
  return (after) => new Date(after.getTime() + intervalMs);
}

function byCron(expression: string, pattern: string, timeZone: string): NextTime {
  try {
    const cron = new Cron(pattern, { timezone: timeZone, sloppyRanges: true });
    return (after) => cron.nextRun(after) ?? undefined;
  } catch (error) {
    throw new TemplateUnreadable(`the schedule expression ${expression}`, { cause: error });
  }
}

/** AWS has six fields (minutes first, years last) and counts weekdays from 1, Sunday. */
function toCronPattern(argument: string): string {
  const [minutes, hours, days, months, weekdays = '', years] = argument.trim().split(/\s+/);
  const fields = ['0', minutes, hours, days, months, fromSundayZero(weekdays), years];
  return fields.map((field) => (field === '?' ? '*' : field)).join(' ');
}

/** Only weekdays themselves count from 1: not the step after a slash nor the week after a hash. */
function fromSundayZero(weekdays: string): string {
  return weekdays.replaceAll(/(?<![/#\d])\d/g, (day) => String(Number(day) - 1));
}
