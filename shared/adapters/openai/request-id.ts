/** OpenAI's, DeepSeek's, OpenRouter's, and what others call it. */
const names = ['x-request-id', 'x-ds-trace-id', 'x-generation-id', 'request-id', 'x-trace-id'];

/** The provider's id of a request; `null` where it gives none, or what cannot be one. */
export function requestIdOf(headers: Headers): string | null {
  const found = names.map((name) => headers.get(name)).find((value) => value !== null);
  return found !== undefined && found !== null && /^[\w.:/+=-]{1,128}$/.test(found) ? found : null;
}
