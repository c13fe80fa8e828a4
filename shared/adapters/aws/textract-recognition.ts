import type {
  Block,
  GetDocumentTextDetectionRequest,
  GetDocumentTextDetectionResponse,
  TextractClientConfig,
  Warning,
} from '@aws-sdk/client-textract';
import { RecognitionFailed, RecognitionTimeout } from '../../failure/recognition-errors.ts';
import type { DocumentReference } from '../../job/job.ts';
import type { RecognitionProvider } from '../../money/page-prices.ts';
import type { RecognizedText, TextRecognition } from '../../ports/text-recognition.ts';
import { failureOfTextract, isUnknownJob } from './textract-failure.ts';

/**
 * Amazon Textract's text detection, which reads documents where they lie in S3 with the rights of
 * whoever asks. Its client is loaded when the first scan comes.
 *
 * @see https://docs.aws.amazon.com/textract/latest/dg/api-async.html
 */
export class TextractRecognition implements TextRecognition {
  readonly provider: RecognitionProvider;
  readonly model = 'DetectDocumentText';
  readonly mediaTypes = ['application/pdf', 'image/tiff', 'image/png', 'image/jpeg'];

  readonly #config: TextractClientConfig;
  #loaded: ReturnType<typeof loadTextract> | undefined;

  /**
   * @param provider who answers where Textract's client is sent, for the books
   * @param config the environment decides what it leaves open
   */
  constructor(provider: RecognitionProvider, config: TextractClientConfig = {}) {
    this.provider = provider;
    this.#config = config;
  }

  async start(
    { bucket, key, version, versionKind }: DocumentReference,
    token: string,
  ): Promise<string> {
    const which = versionKind === 'versionId' ? { Version: version } : {};
    const { client, StartDocumentTextDetectionCommand } = await this.#textract();
    const { JobId } = await named(
      client.send(
        new StartDocumentTextDetectionCommand({
          ClientRequestToken: token,
          DocumentLocation: { S3Object: { Bucket: bucket, Name: key, ...which } },
        }),
      ),
    );
    if (JobId === undefined) throw new RecognitionFailed('Textract gave no id');
    return JobId;
  }

  async hasEnded(recognitionId: string): Promise<boolean> {
    try {
      return (
        (await this.#getPart({ JobId: recognitionId, MaxResults: 1 })).JobStatus !== 'IN_PROGRESS'
      );
    } catch (error) {
      // Forgotten after seven days: nothing more will come.
      if (isUnknownJob(error)) return true;
      throw error;
    }
  }

  async fetch(recognitionId: string): Promise<RecognizedText> {
    const first = await this.#getPart({ JobId: recognitionId });
    if (first.JobStatus === 'IN_PROGRESS') throw new RecognitionTimeout();
    if (first.JobStatus !== 'SUCCEEDED' && first.JobStatus !== 'PARTIAL_SUCCESS') {
      throw new RecognitionFailed('Textract ended without a result; the file may be damaged');
    }
    const lines = new Map<number, string[]>();
    const warnings: Warning[] = [];
    let part = first;
    for (;;) {
      collectLines(part.Blocks ?? [], lines);
      warnings.push(...(part.Warnings ?? []));
      if (part.NextToken === undefined) break;
      part = await this.#getPart({ JobId: recognitionId, NextToken: part.NextToken });
    }
    const pageCount = Math.max(first.DocumentMetadata?.Pages ?? 0, ...lines.keys());
    return {
      pages: Array.from({ length: pageCount }, (_, index) => ({
        number: index + 1,
        lines: lines.get(index + 1) ?? [],
      })),
      warnings: warnings.map(describeWarning),
      modelVersion: first.DetectDocumentTextModelVersion ?? null,
    };
  }

  async #getPart(
    input: GetDocumentTextDetectionRequest,
  ): Promise<GetDocumentTextDetectionResponse> {
    const { client, GetDocumentTextDetectionCommand } = await this.#textract();
    return named(client.send(new GetDocumentTextDetectionCommand(input)));
  }

  #textract(): ReturnType<typeof loadTextract> {
    this.#loaded ??= loadTextract(this.#config);
    return this.#loaded;
  }
}

/** A picture is one page, and Textract does not number it. */
function collectLines(blocks: readonly Block[], lines: Map<number, string[]>): void {
  for (const { BlockType, Text, Page = 1 } of blocks) {
    if (BlockType !== 'LINE' || Text === undefined) continue;
    const ofPage = lines.get(Page);
    if (ofPage === undefined) lines.set(Page, [Text]);
    else ofPage.push(Text);
  }
}

function describeWarning({ ErrorCode, Pages = [] }: Warning): string {
  return `pages ${Pages.join(', ')} could not be recognized (${ErrorCode ?? 'no reason given'})`;
}

/** The client and what it is asked with, of a package that is loaded only for scans. */
async function loadTextract(config: TextractClientConfig) {
  const { GetDocumentTextDetectionCommand, StartDocumentTextDetectionCommand, TextractClient } =
    await import('@aws-sdk/client-textract');
  const client = new TextractClient(config);
  return { client, GetDocumentTextDetectionCommand, StartDocumentTextDetectionCommand };
}

async function named<Output>(call: Promise<Output>): Promise<Output> {
  try {
    return await call;
  } catch (error) {
    throw failureOfTextract(error);
  }
}
