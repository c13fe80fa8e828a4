import { InvalidArgumentError, Option } from 'commander';
import { lanes } from '../../shared/job/lane.ts';

/** `--data DIR`; `meaning` says what happens without it. */
export function dataOption(meaning: string): Option {
  return new Option('--data <dir>', `state of the local pipeline (${meaning})`).conflicts('stack');
}

/** `--stack NAME`: the same command on AWS. */
export function stackOption(): Option {
  return new Option('--stack <name>', 'a deployed stack instead of the local pipeline');
}

/** `--analysis NAME`, mandatory. */
export function analysisOption(): Option {
  return new Option('--analysis <name>', 'what is asked of the documents').makeOptionMandatory();
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
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  if (!isDate) throw new InvalidArgumentError('expected a date such as 2026-05-31');
  return text;
}

/** Reads a whole number above zero. @throws {InvalidArgumentError} */
export function positiveInteger(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('expected a whole number above 0');
  return Number(text);
}
