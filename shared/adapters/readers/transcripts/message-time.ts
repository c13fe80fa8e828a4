/** When a message was sent. */
export interface MessageTime {
  /** As the text shows it: as it was written, or in UTC. */
  readonly label: string;
  /** Since 1970, or since the conversation began. */
  readonly seconds: number;
  readonly isSinceBegin: boolean;
}

const isoTime =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(?:\s?(Z|[+-]\d\d:?\d\d|UTC))?)?$/i;
const clockTime = /^(?:(\d{1,3}):)?(\d{1,2}):(\d\d)(?:\.\d+)?$/;
const numeral = /^\d{1,16}(?:\.\d{1,9})?$/;

/** From 1973 on, in seconds; what is less is counted from the beginning of the conversation. */
const earliestEpochSeconds = 1e8;
/** What is more can only be milliseconds: in seconds it would be the year 5138. */
const latestEpochSeconds = 1e11;
/** The last one that Date can show. */
const latestEpochMilliseconds = 8.64e15;

/** @returns `null` where it is neither ISO 8601, a number, nor a time of the clock */
export function messageTimeOf(value: unknown): MessageTime | null {
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'string') return null;
  const written = value.trim();
  return numeral.test(written)
    ? fromNumber(Number(written))
    : (fromIso(written) ?? fromClock(written));
}

function fromNumber(value: number): MessageTime | null {
  if (!(value >= 0)) return null;
  if (value < earliestEpochSeconds) return sinceBegin(value);
  const milliseconds = value < latestEpochSeconds ? value * 1000 : value;
  if (milliseconds > latestEpochMilliseconds) return null;
  const label = new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
  return { label, seconds: milliseconds / 1000, isSinceBegin: false };
}

function fromIso(written: string): MessageTime | null {
  const [match, date, clock = '00:00', zone = 'Z'] = isoTime.exec(written) ?? [];
  if (match === undefined || date === undefined) return null;
  // Without a zone it is taken for UTC: what counts is the time between two messages.
  const offset = zone.toUpperCase() === 'UTC' ? 'Z' : zone.toUpperCase();
  const milliseconds = Date.parse(
    `${date}T${clock}${offset.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`,
  );
  if (Number.isNaN(milliseconds)) return null;
  return { label: written, seconds: milliseconds / 1000, isSinceBegin: false };
}

function fromClock(written: string): MessageTime | null {
  const [match, hours = '0', minutes, seconds] = clockTime.exec(written) ?? [];
  if (match === undefined) return null;
  return sinceBegin(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds), written);
}

function sinceBegin(seconds: number, label?: string): MessageTime {
  return { label: label ?? `${seconds} s`, seconds, isSinceBegin: true };
}
