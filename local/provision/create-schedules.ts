import type { ObjectsAndQueues } from '../emulators/objects-and-queues.ts';
import { LocalSchedule } from '../events/local-schedule.ts';
import { readScheduleExpression } from '../events/schedule-expression.ts';
import type { LocalFunction } from '../lambda/local-function.ts';
import type { ScheduleClock } from '../schedule-clock.ts';
import type { DeclaredResources } from '../template/declared-resources.ts';
import {
  eventInvokeConfigSchema,
  functionSchema,
  scheduleSchema,
} from '../template/emulated-resources.ts';
import { findFunction } from './create-functions.ts';

/** Lambda's own default for asynchronous events. */
const defaultRetries = 2;

/** What schedules need. */
export interface ScheduleSurroundings {
  readonly functions: ReadonlyMap<string, LocalFunction>;
  readonly clock: ScheduleClock;
  readonly store: ObjectsAndQueues;
}

/** The template's schedules, not started yet. */
export function createSchedules(
  resources: DeclaredResources,
  { functions, clock, store }: ScheduleSurroundings,
): LocalSchedule[] {
  const declaredFunctions = resources.ofType(functionSchema, 'AWS::Lambda::Function');
  const invokeConfigs = resources.ofType(eventInvokeConfigSchema, 'AWS::Lambda::EventInvokeConfig');
  return resources
    .ofType(scheduleSchema, 'AWS::Scheduler::Schedule')
    .map(({ logicalId, arn, properties }) => {
      const target = findFunction(functions, properties.Target.Arn);
      const { name } = target.configuration;
      const declared = declaredFunctions.find((each) => each.name === name);
      const deadLetters = declared?.properties.DeadLetterConfig?.TargetArn;
      const configured = invokeConfigs.find((each) => each.properties.FunctionName === name);
      return new LocalSchedule({
        logicalId,
        arn,
        nextTime: readScheduleExpression(
          properties.ScheduleExpression,
          properties.ScheduleExpressionTimezone,
        ),
        isEnabled: properties.State === 'ENABLED',
        input: properties.Target.Input,
        target,
        retries: configured?.properties.MaximumRetryAttempts ?? defaultRetries,
        clock,
        gaveUp(event, { errorType, errorMessage }) {
          if (deadLetters === undefined) return;
          store.send(deadLetters, JSON.stringify(event), {
            ErrorCode: errorType,
            ErrorMessage: errorMessage,
          });
        },
      });
    });
}
