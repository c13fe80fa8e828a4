/** Headers that mail programs write and people do not: a memo has From and Subject as well. */
const machineHeaders: ReadonlySet<string> = new Set([
  'content-transfer-encoding',
  'delivered-to',
  'dkim-signature',
  'message-id',
  'mime-version',
  'received',
  'return-path',
]);

const longestHeaderBlock = 65_536;

/**
 * Whether it is an e-mail as it was sent: a block of headers, From among them and one that only
 * programs write. The line that opens a mailbox file may stand before it.
 */
export function isMail(text: string): boolean {
  const [block = ''] = text.slice(0, longestHeaderBlock).split('\n\n', 1);
  const lines = block.replace(/^From \S.*\n/, '').split('\n');

  const names = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const isContinued = index > 0 && /^[ \t]/.test(line);
    if (isContinued) continue;
    const name = /^([\w-]+):/.exec(line)?.[1];
    if (name === undefined) return false;
    names.add(name.toLowerCase());
  }
  return names.has('from') && [...names].some((name) => machineHeaders.has(name));
}
