import { describe, expect, it } from 'vitest';
import { SteppedScheduleClock } from '../../../local/schedule-clock.ts';
import { eventually } from '../eventually.ts';
import { type RunningPipeline, runPipeline } from '../running-pipeline.ts';
import { lambdaFunction } from '../temporary-assembly.ts';

const handler = `
  export const handler = async (event) => {
    console.log('event ' + JSON.stringify(event));
    if (event.fail) throw new Error('scripted');
    return 'done';
  };`;

async function runSchedule(
  schedule: object,
  clock: SteppedScheduleClock,
): Promise<RunningPipeline> {
  return runPipeline(
    {
      resources: {
        DeadLetters: { Type: 'AWS::SQS::Queue' },
        Nightly: lambdaFunction('nightly', {
          DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] } },
        }),
        NightlyRelease: {
          Type: 'AWS::Scheduler::Schedule',
          Properties: {
            ScheduleExpression: 'cron(0 1 * * ? *)',
            ScheduleExpressionTimezone: 'Europe/Warsaw',
            FlexibleTimeWindow: { Mode: 'OFF' },
            Target: { Arn: { 'Fn::GetAtt': ['Nightly', 'Arn'] }, RoleArn: 'role' },
            ...schedule,
          },
        },
      },
      outputs: { DeadLetters: { Value: { Ref: 'DeadLetters' } } },
      handlers: { nightly: handler },
    },
    { clock },
  );
}

function targetWith(input: string): object {
  return { Target: { Arn: { 'Fn::GetAtt': ['Nightly', 'Arn'] }, RoleArn: 'role', Input: input } };
}

const eventsIn = (lines: readonly string[]) => lines.filter((line) => line.includes('event {'));

describe('schedules', () => {
  it('fire at their time in their zone, and say which time that was', async () => {
    const clock = new SteppedScheduleClock(new Date('2026-07-05T12:00:00Z'));
    const { lines } = await runSchedule(
      targetWith('{"at":"<aws.scheduler.scheduled-time>"}'),
      clock,
    );

    clock.advanceTo(new Date('2026-07-05T22:59:59Z'));
    clock.advanceTo(new Date('2026-07-05T23:30:00Z'));
    const event = await eventually(() => eventsIn(lines)[0]);

    expect(event).toContain('{"at":"2026-07-05T23:00:00Z"}');
  });

  it('can be fired by hand for another time than the present', async () => {
    const clock = new SteppedScheduleClock(new Date('2026-07-05T12:00:00Z'));
    const input = targetWith('{"at":"<aws.scheduler.scheduled-time>"}');
    const pipeline = await runSchedule(input, clock);

    await pipeline.invokeSchedule('nightly', new Date('2026-05-01T23:00:00Z'));
    const event = await eventually(() => eventsIn(pipeline.lines)[0]);

    expect(event).toContain('{"at":"2026-05-01T23:00:00Z"}');
  });

  it('can be fired by hand, by a part of their name, also when they are disabled', async () => {
    const clock = new SteppedScheduleClock(new Date('2026-07-05T12:00:00Z'));
    const pipeline = await runSchedule({ State: 'DISABLED' }, clock);

    clock.advanceTo(new Date('2026-07-08T12:00:00Z'));
    const result = await pipeline.invokeSchedule('nightly');

    expect(result).toMatchObject({ ok: true, payload: 'done' });
    // What a function prints may come after what it returns.
    await eventually(() => eventsIn(pipeline.lines)[0]);
    expect(eventsIn(pipeline.lines)).toEqual([expect.stringContaining('"source":"aws.scheduler"')]);
    await expect(pipeline.invokeSchedule('hourly')).rejects.toThrow(/NightlyRelease/);
  });

  it('try a failed run twice more, a minute and two later, then leave it with the dead letters', async () => {
    const clock = new SteppedScheduleClock(new Date('2026-07-05T12:00:00Z'));
    const pipeline = await runSchedule(targetWith('{"fail":true}'), clock);

    const first = await pipeline.invokeSchedule('release');
    clock.advanceTo(new Date('2026-07-05T12:01:00Z'));
    await eventually(() => eventsIn(pipeline.lines)[1]);
    await eventually(() => {
      clock.advanceTo(new Date(clock.now().getTime() + 60_000));
      return eventsIn(pipeline.lines)[2];
    });
    const dead = await pipeline.nextMessage(pipeline.outputs['DeadLetters']);

    expect(first).toMatchObject({ ok: false, error: { errorMessage: 'scripted' } });
    expect(JSON.parse(dead)).toEqual({ fail: true });
  });
});
