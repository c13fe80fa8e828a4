/** One line of JSON that says what it is. */
export function printJson(kind: string, value: object): void {
  const line = kind === 'settings' ? { kind, ...withoutKey(value) } : { kind, ...value };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** The model's key is nobody's business. */
function withoutKey(settings: object): object {
  const model: unknown = Reflect.get(settings, 'model');
  if (typeof model !== 'object' || model === null) return settings;
  return { ...settings, model: { ...model, OPENAI_API_KEY: undefined } };
}
