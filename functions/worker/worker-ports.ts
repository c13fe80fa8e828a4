import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { objectClient, usualClient } from '../../shared/adapters/aws/client-options.ts';
import { DynamoBreakers } from '../../shared/adapters/aws/dynamo-breakers.ts';
import { DynamoBudgets } from '../../shared/adapters/aws/dynamo-budgets.ts';
import { DynamoCallLimits } from '../../shared/adapters/aws/dynamo-call-limits.ts';
import { DynamoExchangeClaims } from '../../shared/adapters/aws/dynamo-exchange-claims.ts';
import { DynamoJobTable } from '../../shared/adapters/aws/dynamo-job-table.ts';
import { DynamoModeMemory } from '../../shared/adapters/aws/dynamo-mode-memory.ts';
import { modelApiKeys } from '../../shared/adapters/aws/model-api-key.ts';
import { S3DocumentStore } from '../../shared/adapters/aws/s3-document-store.ts';
import { S3ExchangeStore } from '../../shared/adapters/aws/s3-exchange-store.ts';
import { S3Ledger } from '../../shared/adapters/aws/s3-ledger.ts';
import { S3ResultStore } from '../../shared/adapters/aws/s3-result-store.ts';
import { SqsJobQueue } from '../../shared/adapters/aws/sqs-job-queue.ts';
import { S3TextStore } from '../../shared/adapters/aws/s3-text-store.ts';
import { tableOf } from '../../shared/adapters/aws/table.ts';
import { textRecognitionOf } from '../../shared/adapters/aws/text-recognition-of.ts';
import { jsonLog } from '../../shared/adapters/console/json-log.ts';
import { ModelsByProvider } from '../../shared/adapters/openai/models-by-provider.ts';
import { OpenAiLanguageModel } from '../../shared/adapters/openai/openai-language-model.ts';
import { GuardedDocumentReader } from '../../shared/adapters/readers/guard/guarded-document-reader.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import { fallbackChoices } from '../../shared/extraction/fallback-choices.ts';
import type { ProviderName } from '../../shared/extraction/provider-names.ts';
import { providerOf } from '../../shared/extraction/resolve-model-choice.ts';
import { readerChildEnvironment, readLimitsOf } from '../../shared/settings/reader-settings.ts';
import type { readWorkerSettings } from '../../shared/settings/worker-settings.ts';
import { sharesOfCalls } from '../../shared/steps/paying/call-within-limits.ts';
import { questionFinder } from '../../shared/steps/asking/find-question.ts';
import type { ProcessPorts } from '../../shared/steps/running/process-job.ts';

/** Everything a worker works with, made once for all invocations of an execution environment. */
export function workerPorts(
  settings: ReturnType<typeof readWorkerSettings>,
): ProcessPorts & { readonly sqs: SQSClient } {
  const clock = systemClock;
  const s3 = new S3Client(objectClient);
  const sqs = new SQSClient(usualClient);
  const results = { client: s3, name: settings.RESULTS_BUCKET };
  const table = tableOf(new DynamoDBClient(usualClient), settings.JOB_TABLE);
  const modes = new DynamoModeMemory(table, clock);
  const limits = new DynamoCallLimits(table, clock);
  const first = providerOf(settings);
  const keys = modelApiKeys(settings, clock);
  const modelOf = (provider: ProviderName): OpenAiLanguageModel =>
    new OpenAiLanguageModel({
      apiKey: () => keys({ provider, isFallback: provider !== first }),
      clock,
      modes,
    });
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
    model: new ModelsByProvider(modelOf),
    findQuestion: questionFinder(catalogue, settings, modelOf(first)),
    fallbacksOf: ({ choice, analysis }) => fallbackChoices(settings, choice, analysis),
    maximumMembers: settings.MAX_ARCHIVE_MEMBERS,
    maximumDocumentBytes: settings.MAX_DOCUMENT_BYTES,
    maximumCharacters: settings.MAX_CHARACTERS,
    maximumAttempts: settings.MAX_ATTEMPTS,
    maximumTries: settings.MAX_TRIES,
    concurrentParts: settings.CONCURRENT_PARTS,
    breakers: new DynamoBreakers(table),
    shareOf: sharesOfCalls({ limits, clock, log: jsonLog, random: Math.random }, randomUUID()),
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
