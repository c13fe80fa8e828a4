import type { EmbeddedDeployment } from '../deployment/open-local.ts';

/** What somebody has to know to use a local pipeline from elsewhere. */
export function describePipeline(
  deployment: EmbeddedDeployment,
  analyses: readonly string[],
): string {
  const { endpoints, documentsBucket, resultsBucket, jobTable, notEmulated } = deployment;
  const [analysis = '<analysis>'] = analyses;
  return [
    'The pipeline runs here. Ctrl-C stops it; its state stays.',
    '',
    `  S3         ${endpoints.s3}`,
    `  SQS        ${endpoints.sqs}`,
    `  DynamoDB   ${endpoints.dynamodb}`,
    `  documents  s3://${documentsBucket}`,
    `  results    s3://${resultsBucket}`,
    `  job table  ${jobTable}`,
    `  analyses   ${analyses.join(', ')}`,
    '',
    'Drop a document in, with any S3 client and any credentials:',
    '',
    `  AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_REGION=us-east-1 \\`,
    `    aws --endpoint-url ${endpoints.s3} s3 cp FILE s3://${documentsBucket}/inbox/${analysis}/`,
    '',
    ...(notEmulated.length === 0
      ? []
      : [
          'Declared in the template, and without effect on this machine:',
          ...notEmulated.map((what) => `  ${what}`),
          '',
        ]),
  ].join('\n');
}
