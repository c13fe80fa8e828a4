const dayMs = 86_400_000;

/** Day 0 of a workbook; the years 1900 and 1904 begin a day or so later. */
const epochs = { usual: Date.UTC(1899, 11, 30), from1904: Date.UTC(1904, 0, 1) } as const;

/** Spreadsheets know no date after 9999-12-31. */
const lastSerial = 2_958_466;

/**
 * A day's number as a date, a time or both in ISO 8601, whichever its format shows.
 *
 * @param bare the format's code without quoted text
 * @returns `null` where the number is no date
 */
export function spreadsheetDate(value: number, bare: string, isFrom1904: boolean): string | null {
  const elapsed = /\[(h+|m+|s+)\]/iu.exec(bare);
  if (elapsed !== null) return elapsedTime(value);
  if (value < 0 || value >= lastSerial) return null;

  const hasTime = /[hs]/iu.test(bare);
  const hasDate = /[yd]/iu.test(bare) || (!hasTime && /m/iu.test(bare));
  // Whole seconds: a time of day is a fraction that is rarely exact.
  const seconds = Math.round(value * 86_400);
  const iso = new Date((isFrom1904 ? epochs.from1904 : usualEpoch(value)) + seconds * 1000)
    .toISOString()
    .slice(0, 19);
  const [date = '', time = ''] = iso.split('T');
  const clock = /s/iu.test(bare) || !time.endsWith(':00') ? time : time.slice(0, 5);
  if (!hasDate) return clock;
  return hasTime ? `${date} ${clock}` : date;
}

/**
 * Spreadsheets count a 29 February 1900 that never was, so that days before it are one later.
 *
 * @see https://learn.microsoft.com/office/troubleshoot/excel/wrongly-assumes-1900-is-leap-year
 */
function usualEpoch(value: number): number {
  return value >= 1 && value < 60 ? epochs.usual + dayMs : epochs.usual;
}

function elapsedTime(value: number): string {
  const seconds = Math.round(Math.abs(value) * 86_400);
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ].map((part) => String(part).padStart(2, '0'));
  return `${value < 0 ? '-' : ''}${hours}:${minutes}:${rest}`;
}
