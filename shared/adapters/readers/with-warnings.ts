import type { Reading } from '../../document/reading.ts';

/** A reading of a text with what came to light before it was read. */
export function withWarnings(reading: Reading, warnings: readonly string[]): Reading {
  if (reading.kind !== 'text' || warnings.length === 0) return reading;
  const { text } = reading;
  return { kind: 'text', text: { ...text, warnings: [...warnings, ...text.warnings] } };
}
