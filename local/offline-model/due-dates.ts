import { datePatternSource, findDates } from './dates.ts';

const weekdays =
  'mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|poniedziałku|poniedziałek|wtorku|wtorek|środy|środę|czwartku|czwartek|piątku|piątek|soboty|sobotę|niedzieli|niedzielę';
const months =
  'january|february|march|april|may|june|july|august|september|october|november|december|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia';
const times = [
  `(?:${weekdays}),?\\s+(?:${datePatternSource})`,
  datePatternSource,
  String.raw`(?:the\s+)?end\s+of\s+(?:the\s+|this\s+|next\s+)?(?:\p{L}+)`,
  String.raw`końca\s+\p{L}+`,
  String.raw`(?:next|this)\s+(?:week|month|quarter|year|${weekdays})`,
  String.raw`(?:przyszłego|przyszłym|tego|tym)\s+(?:tygodnia|tygodniu|miesiąca|miesiącu)`,
  `${weekdays}|${months}|tomorrow|today|tonight|noon|jutra|jutro|dziś|dzisiaj`,
].join('|');

const duePattern = new RegExp(
  String.raw`(?<!\p{L})(?:by|before|until|no\s+later\s+than|due|on|in|do|przed|na|w|we)\s+(${times})(?![\p{L}\d])`,
  'iu',
);
const bareTimePattern = /(?<!\p{L})(?:tomorrow|today|tonight|jutro|dziś|dzisiaj)(?!\p{L})/iu;

/** By when something is due, in the sentence's own words; `null` if it does not say. */
export function findDueDate(sentence: string): string | null {
  return (
    duePattern.exec(sentence)?.[1] ??
    findDates(sentence)[0]?.stated ??
    bareTimePattern.exec(sentence)?.[0] ??
    null
  );
}
