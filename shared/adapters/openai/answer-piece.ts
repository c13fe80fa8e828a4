import * as z from 'zod';

/** Arguments are JSON in a string; some servers send the object itself. */
const argumentsSchema = z.union([
  z.string(),
  z.record(z.string(), z.unknown()).transform((value) => JSON.stringify(value)),
]);

const toolCallSchema = z.object({
  index: z.number().nullish(),
  function: z
    .object({ name: z.string().nullish(), arguments: argumentsSchema.nullish() })
    .nullish(),
});

/** Reasoning is `reasoning_content` with DeepSeek and llama.cpp, `reasoning` with vLLM and OpenRouter. */
const wordsSchema = z.object({
  content: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  reasoning: z.string().nullish(),
  tool_calls: z.array(toolCallSchema).nullish(),
});

export type Words = z.output<typeof wordsSchema>;

/** A chunk of a stream, or a whole completion: they differ in `delta` and `message`. */
export const pieceSchema = z.object({
  error: z.unknown().optional(),
  id: z.string().nullish().catch(null),
  model: z.string().nullish().catch(null),
  system_fingerprint: z.string().nullish().catch(null),
  usage: z.unknown().optional(),
  choices: z
    .array(
      z.object({
        delta: wordsSchema.nullish(),
        message: wordsSchema.nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
});

export type Piece = z.output<typeof pieceSchema>;
