import {
  type DuckDBType,
  type DuckDBValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValueConverter,
  type Json,
  JsonDuckDBValueConverter,
} from '@duckdb/node-api';

/**
 * A value as JSON that loses nothing: decimals and integers that a double cannot hold become
 * strings, times ISO 8601 in UTC, columns of JSON the JSON itself.
 */
export const toJson: DuckDBValueConverter<Json> = (value, type, converter) => {
  if (value === null) return null;
  if (isJson(type) && typeof value === 'string') return parseJson(value);
  if (typeof value === 'bigint') return fromBigInt(value);
  return isoTime(value) ?? JsonDuckDBValueConverter(value, type, converter);
};

function isJson(type: DuckDBType): boolean {
  return type.alias === 'JSON';
}

function parseJson(text: string): Json {
  const parsed: Json = JSON.parse(text);
  return parsed;
}

function fromBigInt(value: bigint): Json {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

/** `undefined` for what is no time, or one that is not of this calendar, such as `infinity`. */
function isoTime(value: DuckDBValue): string | undefined {
  const ms = millisecondsOf(value);
  if (ms === undefined) return undefined;
  const date = new Date(Number(ms));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function millisecondsOf(value: DuckDBValue): bigint | undefined {
  if (value instanceof DuckDBTimestampValue) return value.micros / 1000n;
  if (value instanceof DuckDBTimestampTZValue) return value.micros / 1000n;
  if (value instanceof DuckDBTimestampMillisecondsValue) return value.millis;
  if (value instanceof DuckDBTimestampNanosecondsValue) return value.nanos / 1_000_000n;
  if (value instanceof DuckDBTimestampSecondsValue) return value.seconds * 1000n;
  return undefined;
}
