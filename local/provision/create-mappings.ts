import type { SQSClient } from '@aws-sdk/client-sqs';
import { EventSourceMapping } from '../events/event-source-mapping.ts';
import { QueueConsumer } from '../events/queue-consumer.ts';
import type { FunctionLogLine } from '../lambda/invocation-result.ts';
import type { LocalFunction } from '../lambda/local-function.ts';
import { TemplateUnreadable } from '../local-errors.ts';
import type { DeclaredResources } from '../template/declared-resources.ts';
import { eventSourceMappingSchema, queueSchema } from '../template/emulated-resources.ts';
import { findFunction } from './create-functions.ts';

/** AWS would go on to 1,250; a laptop has had enough of processes long before. */
const defaultMaximumConcurrency = 10;

/** What mappings connect. */
export interface MappingEnds {
  readonly functions: ReadonlyMap<string, LocalFunction>;
  readonly sqs: SQSClient;
  readonly log: (line: FunctionLogLine) => void;
}

/** The template's event source mappings that are enabled, not started yet. */
export function createMappings(
  resources: DeclaredResources,
  { functions, sqs, log }: MappingEnds,
): EventSourceMapping[] {
  const queues = resources.ofType(queueSchema, 'AWS::SQS::Queue');
  return resources
    .ofType(eventSourceMappingSchema, 'AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties.Enabled)
    .map(({ logicalId, properties }) => {
      const queue = queues.find(({ arn }) => arn === properties.EventSourceArn);
      if (queue === undefined) {
        throw new TemplateUnreadable(`${logicalId}: ${properties.EventSourceArn} is no queue`);
      }
      const target = findFunction(functions, properties.FunctionName);
      return new EventSourceMapping({
        consumer: new QueueConsumer(sqs, { url: queue.reference, arn: queue.arn }),
        target,
        batchSize: properties.BatchSize,
        windowSeconds: properties.MaximumBatchingWindowInSeconds,
        maximumConcurrency:
          properties.ScalingConfig?.MaximumConcurrency ?? defaultMaximumConcurrency,
        reportsItemFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
        log: (line) => log({ functionName: target.configuration.name, line }),
      });
    });
}
