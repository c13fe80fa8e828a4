import type { OpenAI } from 'openai';
import * as z from 'zod';

/** Ids are shown in messages: what does not look like one is left out. */
const idSchema = z.string().regex(/^[\w.:/@+-]{1,120}$/);

const modelListSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/** The ids in `GET /models`, or `null` where the reply is no list of models. */
export async function listModelIds(client: OpenAI, signal: AbortSignal): Promise<string[] | null> {
  const response = await client.models.list({ signal }).asResponse();
  const body: unknown = await response.json().catch(() => null);
  const parsed = modelListSchema.safeParse(body);
  if (!parsed.success) return null;
  return parsed.data.data.map(({ id }) => id).filter((id) => idSchema.safeParse(id).success);
}
