/** Values that may be logged: never document text, answers, keys or secrets. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Structured lines about what happened, in the glossary's words. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, error: unknown, fields?: LogFields): void;
}
