import { Stack } from 'aws-cdk-lib';
import { type Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { type PipelineFunction } from './pipeline-function.ts';

/** Log lines that count, as shared/steps write them. */
interface CountedLines {
  /** Their `event`. */
  readonly event: string;
  /**
   * The `status` of those that count.
   *
   * @default all of them do
   */
  readonly status?: string;
  /**
   * A field of the line whose number is the metric's value.
   *
   * @default each line counts as 1
   */
  readonly field?: string;
}

export interface LogMetricProps extends MetricOptions {
  /** Name of the metric, and of the construct. */
  readonly name: string;
  readonly lines: CountedLines;
  /**
   * Other lines that are values of the same metric.
   *
   * @default none
   */
  readonly otherLines?: CountedLines;
}

/**
 * A metric made of what a function logs: it costs nothing while nothing is logged, and no function
 * needs a permission for it. Lambda's JSON format has our objects under `message`.
 */
export function logMetric(
  owner: PipelineFunction,
  { name, lines, otherLines, ...options }: LogMetricProps,
): Metric {
  const count = (id: string, { event, status, field }: CountedLines): MetricFilter => {
    const ofStatus = status === undefined ? '' : ` && $.message.status = "${status}"`;
    return new MetricFilter(owner, id, {
      logGroup: owner.log,
      metricNamespace: `Sluice/${Stack.of(owner).stackName}`,
      metricName: name,
      filterPattern: FilterPattern.literal(`{ $.message.event = "${event}"${ofStatus} }`),
      metricValue: field === undefined ? '1' : `$.message.${field}`,
    });
  };
  if (otherLines !== undefined) count(`${name}Others`, otherLines);
  return count(name, lines).metric(options);
}
