import type { DocumentText, Page, Turn } from '../../shared/document/document-text.ts';
import type { ArchiveListing } from '../../shared/document/reading.ts';
import type { FileReading } from '../read/read-file.ts';

type Fact = readonly [name: string, value: string];

/** What was read of a file: facts a line each, and the text below them. */
export function renderFileReading(reading: FileReading): string {
  const facts = [['file', reading.file], ...factsOf(reading)] satisfies Fact[];
  const lines = facts.map(([name, value]) => `${name.padEnd(10)} ${value}`).join('\n');
  return reading.kind === 'text' ? `${lines}\n\n${reading.text}\n` : `${lines}\n`;
}

function factsOf(reading: FileReading): Fact[] {
  if (reading.kind === 'failure') {
    return [['error', `${reading.error.code}: ${reading.error.message}`]];
  }
  const format: Fact = ['format', `${reading.format} (${reading.mediaType})`];
  if (reading.kind === 'scan') {
    const pages = reading.pages === null ? 'unknown' : reading.pages.toString();
    return [format, ['pages', pages], ['text', 'none: it has to be recognized']];
  }
  const warnings = reading.warnings.map((warning): Fact => ['warning', warning]);
  return [
    format,
    ...(reading.kind === 'text' ? rangesOf(reading) : membersOf(reading)),
    ...warnings,
  ];
}

function membersOf({ members }: ArchiveListing): Fact[] {
  return members.map(({ path, sizeBytes }) => [
    'member',
    `${path} (${sizeBytes ?? 'unknown'} bytes)`,
  ]);
}

function rangesOf({ text, durationSeconds, pages, turns }: DocumentText): Fact[] {
  const duration = durationSeconds === null ? [] : [`${durationSeconds} s`];
  return [
    ['characters', text.length.toString()],
    ...duration.map((value): Fact => ['duration', value]),
    ...(pages ?? []).map((page): Fact => ['page', describePage(page)]),
    ...turns.map((turn): Fact => ['turn', describeTurn(turn)]),
  ];
}

function describePage({ number, label, start, end }: Page): string {
  return `${start}-${end} ${number}${label === null ? '' : ` ${JSON.stringify(label)}`}`;
}

function describeTurn({ speaker, start, end, startSeconds, endSeconds }: Turn): string {
  const times = startSeconds === null ? '' : ` ${startSeconds} s to ${endSeconds ?? '?'} s`;
  return `${start}-${end} ${speaker === null ? 'nobody named' : JSON.stringify(speaker)}${times}`;
}
