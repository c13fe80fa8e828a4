import * as z from 'zod';

/**
 * Every resource type and property that the local pipeline imitates, as the schema that reads it.
 * What a template declares beyond this is named by template/not-emulated.ts.
 */
const text = z.string();
const wholeNumber = z.coerce.number<string | number>().int();
const asText = z.union([text, z.number(), z.boolean()]).transform(String);

const attributeDefinition = z.object({
  AttributeName: text,
  AttributeType: z.enum(['S', 'N', 'B']),
});
const keySchema = z.array(z.object({ AttributeName: text, KeyType: z.enum(['HASH', 'RANGE']) }));
const index = z.object({
  IndexName: text,
  KeySchema: keySchema,
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(text).optional(),
  }),
});

export const bucketSchema = z.object({
  BucketName: text.optional(),
  NotificationConfiguration: z
    .object({
      QueueConfigurations: z
        .array(
          z.object({
            Event: text,
            Queue: text,
            Filter: z
              .object({
                S3Key: z.object({ Rules: z.array(z.object({ Name: text, Value: text })) }),
              })
              .optional(),
          }),
        )
        .default([]),
    })
    .optional(),
});

export const queueSchema = z.object({
  QueueName: text.optional(),
  FifoQueue: asText.optional(),
  ContentBasedDeduplication: asText.optional(),
  VisibilityTimeout: asText.optional(),
  DelaySeconds: asText.optional(),
  MessageRetentionPeriod: asText.optional(),
  ReceiveMessageWaitTimeSeconds: asText.optional(),
  MaximumMessageSize: asText.optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: text, maxReceiveCount: wholeNumber }).optional(),
});

export const tableSchema = z.object({
  TableName: text.optional(),
  AttributeDefinitions: z.array(attributeDefinition),
  KeySchema: keySchema,
  BillingMode: z.enum(['PAY_PER_REQUEST', 'PROVISIONED']).optional(),
  GlobalSecondaryIndexes: z.array(index).optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
});

export const functionSchema = z.object({
  FunctionName: text.optional(),
  Code: z.object({ S3Key: text }),
  Handler: text,
  Runtime: text,
  /** MiB; CloudFormation's own default. */
  MemorySize: wholeNumber.default(128),
  /** Seconds; CloudFormation's own default. */
  Timeout: wholeNumber.default(3),
  Environment: z.object({ Variables: z.record(text, asText).default({}) }).optional(),
  LoggingConfig: z.object({ LogFormat: text.optional() }).optional(),
  DeadLetterConfig: z.object({ TargetArn: text.optional() }).optional(),
});

export const eventSourceMappingSchema = z.object({
  EventSourceArn: text,
  FunctionName: text,
  Enabled: z.boolean().default(true),
  /** Messages; SQS's own default. */
  BatchSize: wholeNumber.default(10),
  MaximumBatchingWindowInSeconds: wholeNumber.default(0),
  ScalingConfig: z.object({ MaximumConcurrency: wholeNumber.optional() }).optional(),
  FunctionResponseTypes: z.array(text).default([]),
});

export const eventInvokeConfigSchema = z.object({
  FunctionName: text,
  MaximumRetryAttempts: wholeNumber.optional(),
});

export const scheduleSchema = z.object({
  Name: text.optional(),
  ScheduleExpression: text,
  ScheduleExpressionTimezone: text.default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.object({ Arn: text, Input: text.optional() }),
});

export const secretSchema = z.object({ Name: text.optional() });

/** The schema of each emulated type. */
export const emulatedResources: Readonly<Record<string, z.ZodObject>> = {
  'AWS::S3::Bucket': bucketSchema,
  'AWS::SQS::Queue': queueSchema,
  'AWS::DynamoDB::Table': tableSchema,
  'AWS::DynamoDB::GlobalTable': tableSchema,
  'AWS::Lambda::Function': functionSchema,
  'AWS::Lambda::EventSourceMapping': eventSourceMappingSchema,
  'AWS::Lambda::EventInvokeConfig': eventInvokeConfigSchema,
  'AWS::Scheduler::Schedule': scheduleSchema,
  'AWS::SecretsManager::Secret': secretSchema,
};
