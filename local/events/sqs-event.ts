import { Buffer } from 'node:buffer';
import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { place } from '../template/place.ts';

const receivedSchema = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
});

/** A message as a mapping keeps it: what it needs to delete it, and the record for the function. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly record: object;
}

/** A message as Lambda words it for a function. */
export function readMessage(message: Message, queueArn: string): ReceivedMessage {
  const { MessageId, ReceiptHandle, Body } = receivedSchema.parse(message);
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(
    ([name, value]): [string, object] => [name, messageAttribute(value)],
  );
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    record: {
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: message.Attributes ?? {},
      messageAttributes: Object.fromEntries(attributes),
      md5OfBody: message.MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      awsRegion: place.region,
    },
  };
}

function messageAttribute({ StringValue, BinaryValue, DataType }: MessageAttributeValue): object {
  return {
    ...(StringValue === undefined ? {} : { stringValue: StringValue }),
    ...(BinaryValue === undefined
      ? {}
      : { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}
