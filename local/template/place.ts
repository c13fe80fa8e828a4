/** Where the emulated resources say they are: what AWS SDKs sign and ARNs name. */
export const place = { region: 'us-east-1', account: '000000000000', partition: 'aws' } as const;

/** An ARN of this place; S3's have neither region nor account. */
export function arnOf(service: string, resource: string): string {
  return service === 's3'
    ? `arn:${place.partition}:s3:::${resource}`
    : `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
}
