import { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Reads the request to its end and answers with `json`, as the process that reads does. */
export async function answer(json: string): Promise<void> {
  await buffer(process.stdin);
  new Socket({ fd: 3 }).end(json, () => process.exit());
}

/** An answer whose text is `value` in JSON. */
export function textAnswer(value: unknown): string {
  const text = JSON.stringify(value);
  const empty = { turns: [], pages: null, warnings: [], durationSeconds: null };
  return JSON.stringify({
    reading: { kind: 'text', text: { text, format: 'x', mediaType: 'x/x', ...empty } },
  });
}
