import { Stack } from 'aws-cdk-lib';
import { type Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { type PipelineFunction } from './pipeline-function.ts';

export interface LogMetricProps extends MetricOptions {
  /** Name of the metric, and of the construct. */
  readonly name: string;
  /** The `event` of the log lines that count, as shared/steps write it. */
  readonly event: string;
  /**
   * A field of the line whose number is the metric's value.
   *
   * @default each line counts as 1
   */
  readonly field?: string;
}

/**
 * A metric made of what a function logs: it costs nothing while nothing is logged, and no function
 * needs a permission for it. Lambda's JSON format has our objects under `message`.
 */
export function logMetric(
  owner: PipelineFunction,
  { name, event, field, ...options }: LogMetricProps,
): Metric {
  const filter = new MetricFilter(owner, name, {
    logGroup: owner.log,
    metricNamespace: `Sluice/${Stack.of(owner).stackName}`,
    metricName: name,
    filterPattern: FilterPattern.literal(`{ $.message.event = "${event}" }`),
    metricValue: field === undefined ? '1' : `$.message.${field}`,
  });
  return filter.metric(options);
}
