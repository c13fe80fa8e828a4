import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { type RunningPipeline, runPipeline } from '../running-pipeline.ts';
import {
  type AssemblyParts,
  lambdaFunction,
  mapping,
  temporaryDirectory,
} from '../temporary-assembly.ts';

/** Writes what it got, fails what says so. */
const handler = `
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  export const handler = async ({ Records }) => {
    for (const { body, attributes, messageAttributes } of Records) {
      console.log('got ' + JSON.stringify({ body, times: attributes.ApproximateReceiveCount, group: attributes.MessageGroupId, colour: messageAttributes.colour }));
    }
    if (Records.some(({ body }) => body === 'throw')) throw new Error('scripted');
    if (Records.some(({ body }) => body === 'slow')) await wait(60_000);
    const failed = Records.filter(({ body }) => body.startsWith('fail'));
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };`;

function parts(mappingProperties: object = {}, visibilitySeconds = 1): AssemblyParts {
  return {
    resources: {
      DeadLetters: { Type: 'AWS::SQS::Queue' },
      Jobs: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          VisibilityTimeout: visibilitySeconds,
          RedrivePolicy: {
            deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] },
            maxReceiveCount: 2,
          },
        },
      },
      Worker: lambdaFunction('worker'),
      Mapping: mapping('Jobs', 'Worker', {
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ...mappingProperties,
      }),
    },
    outputs: {
      Jobs: { Value: { Ref: 'Jobs' } },
      DeadLetters: { Value: { Ref: 'DeadLetters' } },
    },
    handlers: { worker: handler },
  };
}

/** What the handler got of one body. */
function deliveriesOf({ lines }: RunningPipeline, body: string): string[] {
  return lines.filter((line) => line.includes(`got {"body":"${body}"`));
}

async function countOf({ sqs }: RunningPipeline, queueUrl: string | undefined): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
  );
  return (
    Number(Attributes['ApproximateNumberOfMessages']) +
    Number(Attributes['ApproximateNumberOfMessagesNotVisible'])
  );
}

describe('messages on their way to a function', () => {
  it('delivers again only what the function says it could not do, then sends it to the dead letters', async () => {
    const pipeline = await runPipeline(parts());
    const { sqs, outputs } = pipeline;

    await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: outputs['Jobs'],
        Entries: [
          { Id: '1', MessageBody: 'fine' },
          { Id: '2', MessageBody: 'fail' },
        ],
      }),
    );
    const dead = await pipeline.nextMessage(outputs['DeadLetters']);

    expect(dead).toBe('fail');
    expect(deliveriesOf(pipeline, 'fine')).toHaveLength(1);
    expect(deliveriesOf(pipeline, 'fail')).toHaveLength(2);
    expect(await countOf(pipeline, outputs['Jobs'])).toBe(0);
  });

  it('delivers the whole batch again where the function throws', async () => {
    const pipeline = await runPipeline(parts());

    await pipeline.sqs.send(
      new SendMessageCommand({ QueueUrl: pipeline.outputs['Jobs'], MessageBody: 'throw' }),
    );
    const second = await eventually(() => deliveriesOf(pipeline, 'throw')[1]);

    expect(second).toContain('"times":"2"');
  });

  it('keeps the message group and the attributes of a message', async () => {
    const pipeline = await runPipeline(parts());

    await pipeline.sqs.send(
      new SendMessageCommand({
        QueueUrl: pipeline.outputs['Jobs'],
        MessageBody: 'fine',
        MessageGroupId: 'minutes',
        MessageAttributes: { colour: { DataType: 'String', StringValue: 'red' } },
      }),
    );
    const delivery = await eventually(() => deliveriesOf(pipeline, 'fine')[0]);

    expect(delivery).toContain('"group":"minutes"');
    expect(delivery).toContain('"stringValue":"red"');
  });

  it('runs no more invocations at once than the template allows', async () => {
    const pipeline = await runPipeline(
      parts({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } }),
    );
    const { sqs, outputs, functions } = pipeline;

    await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: outputs['Jobs'],
        Entries: ['1', '2', '3'].map((Id) => ({ Id, MessageBody: 'slow' })),
      }),
    );
    await eventually(() => deliveriesOf(pipeline, 'slow')[1]);

    expect(functions.get('Worker')?.pids()).toHaveLength(2);
    expect(await countOf(pipeline, outputs['Jobs'])).toBe(3);
  });

  it('has a message at once that is given back', async () => {
    const { sqs, outputs, nextMessage } = await runPipeline({
      resources: { Jobs: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 600 } } },
      outputs: { Jobs: { Value: { Ref: 'Jobs' } } },
    });
    const QueueUrl = outputs['Jobs'];
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));

    const ReceiptHandle = Messages?.[0]?.ReceiptHandle;
    await sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
    );

    expect(await nextMessage(QueueUrl)).toBe('hello');
  });

  it('stops in a moment, and what was in work is there again after the next start', async () => {
    const dataDirectory = await temporaryDirectory();
    const pipeline = await runPipeline(parts({}, 600), { dataDirectory });
    await pipeline.sqs.send(
      new SendMessageCommand({ QueueUrl: pipeline.outputs['Jobs'], MessageBody: 'slow' }),
    );
    await eventually(() => deliveriesOf(pipeline, 'slow')[0]);
    const processIds = pipeline.functions.get('Worker')?.pids() ?? [];

    const before = performance.now();
    await pipeline.stop();

    expect(performance.now() - before).toBeLessThan(1000);
    expect(processIds).toHaveLength(1);
    for (const processId of processIds) expect(() => process.kill(processId, 0)).toThrow('ESRCH');

    const next = await runPipeline(parts({}, 600), { dataDirectory });
    expect(await eventually(() => deliveriesOf(next, 'slow')[0])).toContain('"times":"2"');
  });

  it('delivers again at once what somebody had taken who died with the pipeline', async () => {
    const dataDirectory = await temporaryDirectory();
    const { Mapping: _, ...withoutMapping } = parts({}, 600).resources;
    const first = await runPipeline({ ...parts(), resources: withoutMapping }, { dataDirectory });
    await first.sqs.send(
      new SendMessageCommand({ QueueUrl: first.outputs['Jobs'], MessageBody: 'taken' }),
    );
    await first.nextMessage(first.outputs['Jobs']);
    await first.stop();

    const next = await runPipeline(parts({}, 600), { dataDirectory });

    expect(await eventually(() => deliveriesOf(next, 'taken')[0])).toContain('"times":"2"');
  });
});
