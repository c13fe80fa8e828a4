import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** A bucket and the client to reach it with. */
export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
}

/** Stores a value as one line of JSON. */
export async function putJson(
  { client, name }: Bucket,
  key: string,
  value: unknown,
): Promise<void> {
  await client.send(
    new PutObjectCommand({
      Bucket: name,
      Key: key,
      Body: `${JSON.stringify(value)}\n`,
      ContentType: 'application/json',
    }),
  );
}

/** Reads a JSON object; `undefined` where there is none. What it holds is for the caller to parse. */
export async function getJson({ client, name }: Bucket, key: string): Promise<unknown> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
    const text = (await Body?.transformToString('utf-8')) ?? '';
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
