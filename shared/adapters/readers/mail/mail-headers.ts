import type { Address, Email } from 'postal-mime';
import { seenText } from '../html/invisible-characters.ts';

/** The headers that people read, one a line: who wrote to whom, when, and what about. */
export function headerLines(mail: Email): string {
  // As it was sent: the parser's own is in UTC, and the sender's hour would be lost.
  const date = mail.headers.find(({ key }) => key === 'date')?.value ?? '';
  const lines: [name: string, value: string][] = [
    ['From', addresses(mail.from === undefined ? [] : [mail.from])],
    ['To', addresses(mail.to ?? [])],
    ['Cc', addresses(mail.cc ?? [])],
    ['Date', date],
    ['Subject', mail.subject ?? ''],
  ];
  return lines
    .map(([name, value]) => [name, oneLine(value)] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

/** White space, line ends among it, as one space each. */
export function oneLine(text: string): string {
  return seenText(text).replaceAll(/\s+/g, ' ').trim();
}

function addresses(list: readonly Address[]): string {
  return list.map(addressOf).join(', ');
}

function addressOf({ name, address, group }: Address): string {
  if (group !== undefined) return `${name}: ${addresses(group)}`;
  if (name === '') return address;
  return address === '' || address === name ? name : `${name} <${address}>`;
}
