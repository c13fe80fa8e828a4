/** OpenAI's, DeepSeek's, OpenRouter's, and what others call it. */
const names = ['x-request-id', 'x-ds-trace-id', 'x-generation-id', 'request-id', 'x-trace-id'];

/** The provider's id of a request; `null` where it gives none, or what cannot be one. */
export function requestIdOf(headers: Headers): string | null {
  const found = names.map((name) => headers.get(name)).find((value) => value !== null);
  return found !== undefined && found !== null && /^[\w.:/+=-]{1,128}$/.test(found) ? found : null;
}

/**
 * The id that CometAPI and its like write at the end of an error's message: a time and some letters,
 * or a UUID, in brackets. Nothing else of a message may be repeated, since it may quote the document.
 */
export function requestIdInMessage(message: string): string | null {
  const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
  const pattern = new RegExp(`\\(request id: (\\d{14}[A-Za-z0-9]{4,40}|${uuid})\\)\\s*$`, 'i');
  return pattern.exec(message)?.[1] ?? null;
}
