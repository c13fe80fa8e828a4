import type { Asking, JsonObject } from './asking.ts';
import type { Exchange } from './exchange.ts';
import type { OffSchema, Verdict } from './judge-answer.ts';
import { followUpOnNoJson, followUpOnProblems } from './render-follow-up.ts';
import { schemaOfProperties } from './schema-of-properties.ts';
import { structuredOutputs } from './structured-output.ts';
import { withoutThinking } from './without-thinking.ts';

type Unusable = Extract<Verdict, { kind: 'unusable' }>;

/**
 * What is asked after an answer of no use: something else, less at a time (`split`), or nothing
 * more (`null`). The same is asked unchanged only where the provider broke the answer off, or where
 * nothing about it can be changed.
 *
 * - Withheld by a filter: nothing.
 * - Cut at the limit: less at a time, since more would be cut again.
 * - Eaten by thinking: without thinking; where that cannot be, with twice the room; else less.
 * - Blank: held to JSON by less, since JSON modes are what blanks answers.
 * - Not JSON: the answer with a request to give the object alone.
 * - Off the schema: the validator's words on it, and a request for the properties that failed.
 *
 * What asks less of a model asks less of every fallback too: see {@link underRemedies}.
 */
export function remedyFor(
  asked: Asking,
  { failure, offSchema }: Unusable,
  {
    answer,
    structuredOutput,
    thinking,
  }: Pick<Exchange, 'answer' | 'structuredOutput' | 'thinking'>,
): Asking | 'split' | null {
  switch (failure.code) {
    case 'ANSWER_REFUSED':
      return null;
    case 'ANSWER_TRUNCATED':
      return 'split';
    case 'ANSWER_INTERRUPTED':
      return again(asked, {});
    case 'ANSWER_EATEN_BY_THINKING':
      return remedyForThinking(asked, thinking);
    case 'ANSWER_BLANK':
      return remedyForBlank(asked, structuredOutput);
    case 'ANSWER_NOT_JSON':
      return again(asked, { prompt: { ...asked.prompt, followUp: followUpOnNoJson(answer) } });
    case 'ANSWER_OFF_SCHEMA':
      break;
  }
  return offSchema === null ? null : repair(asked, offSchema, answer);
}

/** What a call that the deadline cut is followed by: the same without thinking, else less at a time. */
export function remedyForCutCall(asked: Asking): Asking | 'split' {
  return unthinking(asked) ?? 'split';
}

/** The same without thinking, in the room that the model then has; `null` where that cannot be. */
function unthinking(asked: Asking): Asking | null {
  const choice = withoutThinking(asked.choice);
  if (choice === null) return null;
  return again(asked, {
    choice,
    unthinking: true,
    wantedTokens: Math.min(asked.wantedTokens, choice.maxOutputTokens),
  });
}

function again(asked: Asking, change: Partial<Asking>): Asking {
  return { ...asked, ...change, ask: asked.ask + 1 };
}

/** @param hasThought whether the model that answered was told to think, which may be a fallback */
function remedyForThinking(asked: Asking, hasThought: boolean): Asking | 'split' {
  const direct = unthinking(asked);
  if (direct !== null) return direct;
  const isOfFallback = hasThought && !asked.choice.thinking;
  if (isOfFallback && asked.unthinking !== true) return again(asked, { unthinking: true });
  const room = Math.min(asked.wantedTokens * 2, asked.choice.maxOutputTokens);
  return room > asked.wantedTokens ? again(asked, { wantedTokens: room }) : 'split';
}

/** @param used what the model was held to JSON by, which may be less than was asked for */
function remedyForBlank(asked: Asking, used: string): Asking {
  const { structuredOutputs: own } = asked.choice;
  // Nothing is weaker than the last.
  const weakerThan = structuredOutputs.slice(0, -1).find((one) => one === used);
  const forAll = weakerThan === undefined ? {} : { weakerThan };
  const weaker = own.slice(own.findIndex((one) => one === used) + 1);
  if (weaker.length === 0) return again(asked, forAll);
  return again(asked, { ...forAll, choice: { ...asked.choice, structuredOutputs: weaker } });
}

/** Asks for the properties that failed, and puts them in the place of those that were given. */
function repair(asked: Asking, { found, issues }: OffSchema, answer: string): Asking {
  const failed = propertiesOf(asked.schema, issues);
  const followUp = followUpOnProblems(answer, { issues, properties: failed });
  const prompt = { ...asked.prompt, followUp };
  if (failed === null) return again(asked, { prompt });
  return again(asked, {
    prompt,
    schema: schemaOfProperties(
      asked.schema,
      failed.map((name) => [name]),
    ),
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

function objectAt(schema: JsonObject, key: string): Readonly<Record<string, unknown>> {
  const value = schema[key];
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
