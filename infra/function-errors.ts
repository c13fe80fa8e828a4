import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { type AlarmTopic } from './alarm-topic.ts';
import { type PipelineFunction } from './pipeline-function.ts';

/**
 * One alarm for invocations that failed as a whole: a crash, a timeout, settings that cannot be
 * read. It is for functions that a schedule calls: what another one fails at stays in its queue, and
 * ends as a dead letter, which has an alarm of its own.
 *
 * @param functions by a short name in lower camel case
 */
export function alarmOnFunctionErrors(
  alarmTopic: AlarmTopic,
  functions: Readonly<Record<string, PipelineFunction>>,
): void {
  const period = Duration.minutes(5);
  const metrics = Object.entries(functions).map(
    ([name, { function: watched }]) =>
      [name, watched.metricErrors({ period, statistic: 'sum' })] as const,
  );
  alarmTopic.watch(alarmTopic, {
    article: 'function-errors',
    meaning: 'A scheduled function crashed, ran out of time or could not start.',
    metric: new MathExpression({
      label: 'failed invocations',
      expression: metrics.map(([name]) => name).join(' + '),
      usingMetrics: Object.fromEntries(metrics),
      period,
    }),
    above: 0,
  });
}
