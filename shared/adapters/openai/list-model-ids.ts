import type { OpenAI } from 'openai';
import * as z from 'zod';
import { ModelUnavailable } from '../../failure/model-errors.ts';

/** Ids are shown in messages: what does not look like one is left out. */
const idSchema = z.string().regex(/^[\w.:/@+-]{1,120}$/);

const modelListSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/**
 * The ids in `GET /models`, or `null` where the reply is no list of models.
 *
 * @throws {ModelUnavailable} where the reply breaks off
 * @throws {OpenAIError} where there is none
 */
export async function listModelIds(client: OpenAI, signal: AbortSignal): Promise<string[] | null> {
  const response = await client.models.list({ signal }).asResponse();
  const text = await response.text().catch((error: unknown) => {
    throw new ModelUnavailable("the server's list of models broke off", { cause: error });
  });
  const parsed = modelListSchema.safeParse(jsonIn(text));
  if (!parsed.success) return null;
  return parsed.data.data.map(({ id }) => id).filter((id) => idSchema.safeParse(id).success);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
