import { randomUUID } from 'node:crypto';

/** What a schedule knows when it fires. */
export interface Firing {
  readonly scheduleArn: string;
  readonly time: Date;
  /** The template's JSON text, if it has one. */
  readonly input: string | undefined;
}

/**
 * The event of a schedule: its input with Scheduler's context attributes filled in, or the event
 * that Scheduler sends where a schedule has no input.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function scheduledEvent({ scheduleArn, time, input }: Firing): unknown {
  const scheduledTime = time.toISOString().replace(/\.\d{3}Z$/, 'Z');
  const executionId = randomUUID();
  if (input === undefined) {
    return {
      version: '0',
      id: executionId,
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: scheduleArn.split(':')[4],
      time: scheduledTime,
      region: scheduleArn.split(':')[3],
      resources: [scheduleArn],
      detail: '{}',
    };
  }
  const filled = input
    .replaceAll('<aws.scheduler.scheduled-time>', scheduledTime)
    .replaceAll('<aws.scheduler.schedule-arn>', scheduleArn)
    .replaceAll('<aws.scheduler.execution-id>', executionId)
    .replaceAll('<aws.scheduler.attempt-number>', '1');
  return JSON.parse(filled);
}
