import type { Asking, JsonObject } from './asking.ts';
import type { OffSchema, Verdict } from './judge-answer.ts';
import { followUpOnNoJson, followUpOnProblems } from './render-follow-up.ts';
import { withoutThinking } from './without-thinking.ts';

type Unusable = Extract<Verdict, { kind: 'unusable' }>;

/**
 * What is asked after an answer of no use: something else, less at a time (`split`), or nothing
 * more (`null`). The same is asked unchanged only where the provider broke the answer off.
 *
 * - Withheld by a filter: nothing.
 * - Cut at the limit: less at a time, since more would be cut again.
 * - Eaten by thinking: without thinking; where that cannot be, with twice the room; else less.
 * - Blank: held to JSON by less, since JSON modes are what blanks answers.
 * - Not JSON: the answer with a request to give the object alone.
 * - Off the schema: the validator's words on it, and a request for the properties that failed.
 */
export function remedyFor(
  asked: Asking,
  { failure, offSchema }: Unusable,
  answer: string,
): Asking | 'split' | null {
  switch (failure.code) {
    case 'ANSWER_REFUSED':
      return null;
    case 'ANSWER_TRUNCATED':
      return failure.isAtLimit ? 'split' : again(asked, {});
    case 'ANSWER_EATEN_BY_THINKING':
      return remedyForThinking(asked);
    case 'ANSWER_BLANK':
      return remedyForBlank(asked);
    case 'ANSWER_NOT_JSON':
      return again(asked, { prompt: { ...asked.prompt, followUp: followUpOnNoJson(answer) } });
    case 'ANSWER_OFF_SCHEMA':
      break;
  }
  return offSchema === null ? null : repair(asked, offSchema, answer);
}

/** What a call that the deadline cut is followed by: the same without thinking, else less at a time. */
export function remedyForCutCall(asked: Asking): Asking | 'split' {
  const choice = withoutThinking(asked.choice);
  return choice === null ? 'split' : again(asked, { choice });
}

function again(asked: Asking, change: Partial<Asking>): Asking {
  return { ...asked, ...change, ask: asked.ask + 1 };
}

function remedyForThinking(asked: Asking): Asking | 'split' {
  const choice = withoutThinking(asked.choice);
  if (choice !== null) return again(asked, { choice });
  const room = Math.min(asked.wantedTokens * 2, asked.choice.maxOutputTokens);
  return room > asked.wantedTokens ? again(asked, { wantedTokens: room }) : 'split';
}

function remedyForBlank(asked: Asking): Asking {
  const weaker = asked.choice.structuredOutputs.slice(1);
  if (weaker.length === 0) return again(asked, {});
  return again(asked, { choice: { ...asked.choice, structuredOutputs: weaker } });
}

/** Asks for the properties that failed, and puts them in the place of those that were given. */
function repair(asked: Asking, { found, issues }: OffSchema, answer: string): Asking {
  const failed = propertiesOf(asked.schema, issues);
  const followUp = followUpOnProblems(answer, { issues, properties: failed });
  const prompt = { ...asked.prompt, followUp };
  if (failed === null) return again(asked, { prompt });
  return again(asked, {
    prompt,
    schema: onlyProperties(asked.schema, failed),
    accept: (given) => asked.accept({ ...found, ...given }),
  });
}

/** The properties at the top that hold all of the problems; `null` where only the whole will do. */
function propertiesOf(schema: JsonObject, issues: OffSchema['issues']): readonly string[] | null {
  const known = Object.keys(objectAt(schema, 'properties'));
  const failed = new Set(issues.map(({ path }) => String(path[0] ?? '')));
  const all = known.filter((name) => failed.has(name));
  return all.length === failed.size && all.length < known.length ? all : null;
}

function onlyProperties(schema: JsonObject, names: readonly string[]): JsonObject {
  const properties = Object.entries(objectAt(schema, 'properties'));
  return {
    ...schema,
    properties: Object.fromEntries(properties.filter(([name]) => names.includes(name))),
    required: [...names],
  };
}

function objectAt(schema: JsonObject, key: string): Readonly<Record<string, unknown>> {
  const value = schema[key];
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
