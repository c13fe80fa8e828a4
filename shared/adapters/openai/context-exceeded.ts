import type { ProviderError } from './provider-error.ts';

/** OpenAI's codes, and llama.cpp's type. */
const codes = new Set([
  'context_length_exceeded',
  'string_above_max_length',
  'exceed_context_size_error',
]);

/** Statuses under which a request is refused for what it is. */
const statuses = new Set([400, 413, 422]);

/**
 * How servers say it that have no code for it: OpenAI, DeepSeek, OpenRouter and vLLM by "maximum
 * context length", vLLM also by the model's length, llama.cpp by the context size, Ollama by the
 * context length that an input exceeds.
 */
const sayings = [
  /\bmaximum context length\b/i,
  /\bprompt\b.{0,80}\blonger than the maximum model length\b/is,
  /\bprompt\b.{0,80}\btoo long\b.{0,80}\b(context|model)\b/is,
  /\bexceeds?\b.{0,40}\bcontext (size|length|window)\b/is,
] as const;

/** Whether a refusal means that the prompt is too long for the model. */
export function meansContextExceeded({
  status,
  error,
}: {
  readonly status: number | null;
  readonly error: ProviderError;
}): boolean {
  if ([error.code, error.type].some((word) => word !== null && codes.has(word))) return true;
  const isRefused = status === null || statuses.has(status);
  return isRefused && sayings.some((saying) => saying.test(error.message));
}
