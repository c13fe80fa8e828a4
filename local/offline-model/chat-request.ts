import * as z from 'zod';

const messageSchema = z.object({
  role: z.string(),
  content: z
    .union([z.string(), z.array(z.object({ text: z.string().default('') })), z.null()])
    .default('')
    .transform((content) =>
      Array.isArray(content) ? content.map(({ text }) => text).join('') : (content ?? ''),
    ),
});

/** What the offline model understands of a chat completion request; the rest is ignored. */
export const chatRequestSchema = z.object({
  model: z.string(),
  messages: z.array(messageSchema).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
});

export type ChatRequest = z.output<typeof chatRequestSchema>;
export type ChatMessage = ChatRequest['messages'][number];
