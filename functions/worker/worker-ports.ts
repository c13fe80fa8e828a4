import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { objectClient, usualClient } from '../../shared/adapters/aws/client-options.ts';
import { DynamoBudgets } from '../../shared/adapters/aws/dynamo-budgets.ts';
import { DynamoExchangeClaims } from '../../shared/adapters/aws/dynamo-exchange-claims.ts';
import { DynamoJobTable } from '../../shared/adapters/aws/dynamo-job-table.ts';
import { modelApiKey } from '../../shared/adapters/aws/model-api-key.ts';
import { S3DocumentStore } from '../../shared/adapters/aws/s3-document-store.ts';
import { S3ExchangeStore } from '../../shared/adapters/aws/s3-exchange-store.ts';
import { S3Ledger } from '../../shared/adapters/aws/s3-ledger.ts';
import { S3ResultStore } from '../../shared/adapters/aws/s3-result-store.ts';
import { SqsJobQueue } from '../../shared/adapters/aws/sqs-job-queue.ts';
import { S3TextStore } from '../../shared/adapters/aws/s3-text-store.ts';
import { tableOf } from '../../shared/adapters/aws/table.ts';
import { textRecognitionOf } from '../../shared/adapters/aws/text-recognition-of.ts';
import { jsonLog } from '../../shared/adapters/console/json-log.ts';
import { OpenAiLanguageModel } from '../../shared/adapters/openai/openai-language-model.ts';
import { GuardedDocumentReader } from '../../shared/adapters/readers/guard/guarded-document-reader.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import { readerChildEnvironment, readLimitsOf } from '../../shared/settings/reader-settings.ts';
import type { readWorkerSettings } from '../../shared/settings/worker-settings.ts';
import { questionFinder } from '../../shared/steps/find-question.ts';
import type { ProcessPorts } from '../../shared/steps/process-job.ts';

/** Everything a worker works with, made once for all invocations of an execution environment. */
export function workerPorts(
  settings: ReturnType<typeof readWorkerSettings>,
): ProcessPorts & { readonly sqs: SQSClient } {
  const clock = systemClock;
  const s3 = new S3Client(objectClient);
  const sqs = new SQSClient(usualClient);
  const results = { client: s3, name: settings.RESULTS_BUCKET };
  const table = tableOf(new DynamoDBClient(usualClient), settings.JOB_TABLE);
  const model = new OpenAiLanguageModel({ apiKey: modelApiKey(settings, clock), clock });
  return {
    sqs,
    jobs: new DynamoJobTable(table, settings.JOB_RETENTION_DAYS),
    budgets: new DynamoBudgets(table, clock),
    claims: new DynamoExchangeClaims(table, {
      clock,
      retentionDays: settings.CLAIM_RETENTION_DAYS,
    }),
    queue: new SqsJobQueue(sqs, {
      now: settings.NOW_QUEUE_URL,
      nightly: settings.NIGHTLY_QUEUE_URL,
    }),
    documents: new S3DocumentStore(s3, settings.MAX_DOCUMENT_BYTES),
    reader: documentReader(settings),
    recognition: textRecognitionOf(settings),
    texts: new S3TextStore(results),
    exchanges: new S3ExchangeStore(results),
    ledger: new S3Ledger(results),
    results: new S3ResultStore(results),
    model,
    findQuestion: questionFinder(catalogue, settings, model),
    maximumMembers: settings.MAX_ARCHIVE_MEMBERS,
    maximumAttempts: settings.MAX_ATTEMPTS,
    newOwner: randomUUID,
    random: Math.random,
    clock,
    log: jsonLog,
  };
}

/** The program that reads lies beside the handler; esbuild bundles it on its own. */
function documentReader(settings: ReturnType<typeof readWorkerSettings>): GuardedDocumentReader {
  const child = {
    entry: fileURLToPath(new URL('reader-child.mjs', import.meta.url)),
    codeFolder: fileURLToPath(new URL('.', import.meta.url)),
    environment: readerChildEnvironment(),
  };
  return new GuardedDocumentReader(child, readLimitsOf(settings));
}
