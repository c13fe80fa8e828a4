import { InvalidArgumentError, Option } from 'commander';
import { failureCodes } from '../../shared/failure/failure-codes.ts';
import { lanes } from '../../shared/job/lane.ts';
import { catalogue } from '../../shared/analysis/catalogue.ts';

/** `--data DIR`; `meaning` says what happens without it. */
export function dataOption(meaning: string): Option {
  return new Option('--data <dir>', `state of the local pipeline (${meaning})`).conflicts('stack');
}

/** `--stack NAME`: the same command on AWS. */
export function stackOption(): Option {
  return new Option('--stack <name>', 'a deployed stack instead of the local pipeline');
}

/**
 * `--analysis NAME`, without which `checkAnalysis` ends the command: were it mandatory here, a
 * mistyped option would be answered with this one's absence, and that without the names there are.
 */
export function analysisOption(): Option {
  return new Option(
    '--analysis <name>',
    'what is asked of the documents, always needed: one of those below',
  );
}

/** For the end of a help page: the analyses that `--analysis` takes. */
export function analysesHelp(): string {
  const width = Math.max(...[...catalogue.keys()].map((name) => name.length));
  const lines = [...catalogue.values()].map(
    ({ name, description }) => `  ${name.padEnd(width)}  ${description}`,
  );
  return `\nAnalyses:\n${lines.join('\n')}`;
}

/** `--lane now|nightly`. */
export function laneOption(): Option {
  return new Option('--lane <lane>', 'now, or held for the night').choices(lanes).default('now');
}

/** `--together`: several files, one document. */
export function togetherOption(): Option {
  return new Option('--together', 'ask about all files in one request, as one document').default(
    false,
  );
}

/** `--name NAME`, for what `--together` makes. */
export function nameOption(): Option {
  return new Option('--name <name>', 'what the files are called together (default: as the first)');
}

/** `--json`: JSON Lines. */
export function jsonOption(what: string): Option {
  return new Option('--json', `${what}, as JSON Lines`).default(false);
}

/** `--days N`, today included. */
export function daysOption(what: string): Option {
  return new Option('--days <number>', `${what} in the last days, today (UTC) included`)
    .argParser(positiveInteger)
    .default(7);
}

/** `--since DATE`, instead of `--days`. */
export function sinceOption(what: string): Option {
  return new Option('--since <date>', `${what} on this UTC date or later, as in 2026-05-31`)
    .argParser(date)
    .conflicts('days');
}

function date(text: string): string {
  if (!isDate(text)) throw new InvalidArgumentError('expected a date such as 2026-05-31');
  return text;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** `--dry-run`: nothing is changed. */
export function dryRunOption(what: string): Option {
  return new Option('--dry-run', `tell ${what}, and change nothing`).default(false);
}

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Reads a UTC date, or a time so long before `now`. @throws {InvalidArgumentError} */
export function timeSince(text: string, now: Date): Date {
  const [, count, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  if (count === undefined) {
    if (isDate(text)) return new Date(`${text}T00:00:00.000Z`);
    throw new InvalidArgumentError('expected a date such as 2026-05-31, or a time such as 24h ago');
  }
  const ms = unit === 'm' ? unitMs.m : unit === 'h' ? unitMs.h : unitMs.d;
  return new Date(now.getTime() - Number(count) * ms);
}

/** Reads a whole number above zero. @throws {InvalidArgumentError} */
export function positiveInteger(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('expected a whole number above 0');
  return Number(text);
}

/** Reads the code of a failure; the help page does not list them all. @throws {InvalidArgumentError} */
export function failureCode(text: string): string {
  if (failureCodes.includes(text)) return text;
  throw new InvalidArgumentError(`Allowed choices are ${failureCodes.join(', ')}.`);
}
