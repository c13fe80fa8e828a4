/**
 * Windows code pages that differ from an ISO encoding in a few letters. The detector looks only for
 * bytes that ISO leaves to controls, which a short text may well not have.
 */
const siblings: readonly {
  readonly iso: string;
  readonly windows: string;
  /** Whether what was decoded as ISO shows that it is the other one. */
  readonly isMisread: (text: string) => boolean;
}[] = [
  {
    iso: 'iso-8859-2',
    windows: 'windows-1250',
    // A Polish ą becomes š, which Polish does not have; Czech and Slovak do.
    isMisread: (text) => /[łęŁĘ]/.test(text) && /[šĽ]/.test(text) && !/[řěůč]/i.test(text),
  },
  {
    iso: 'iso-8859-7',
    windows: 'windows-1253',
    // A Greek Ά becomes an apostrophe.
    isMisread: (text) => /(?<!\p{L})’\p{Ll}/u.test(text) && !text.includes('Ά'),
  },
];

/** The encoding itself, or the Windows code page that a text in it was taken for. */
export function windowsSiblingOf(encoding: string, bytes: Uint8Array): string {
  const sibling = siblings.find(({ iso }) => iso === encoding);
  if (sibling === undefined) return encoding;
  const text = new TextDecoder(sibling.iso).decode(bytes);
  return sibling.isMisread(text) ? sibling.windows : encoding;
}
