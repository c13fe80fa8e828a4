/** Names of code pages that the platform knows by another name than `windows-` and the number. */
const named: Readonly<Record<number, string>> = {
  437: 'windows-1252',
  850: 'windows-1252',
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  65001: 'utf-8',
};

/**
 * Code pages of a font's character set.
 *
 * @see https://learn.microsoft.com/openspecs/windows_protocols/ms-wmf/0d0b32ac-a836-4bd2-a112-b6000a1b4fc9
 */
const ofCharset: Readonly<Record<number, number>> = {
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};

const multiByte = new Set([932, 936, 949, 950, 65001]);

/** A document may name any number. */
const mostDecoders = 50;

const decoders = new Map<number, InstanceType<typeof TextDecoder>>();

/** The code page of a font, or `null` where it is the document's. */
export function codePageOfCharset(charset: number): number | null {
  return ofCharset[charset] ?? null;
}

/** Whether a character may take several bytes, of which the last may look like ASCII. */
export function isMultiByte(codePage: number): boolean {
  return multiByte.has(codePage);
}

/** Decodes bytes of a code page; one that is not known is read as Western European. */
export function decodeCodePage(bytes: readonly number[], codePage: number): string {
  const decoder = decoders.get(codePage) ?? openDecoder(codePage);
  if (decoders.size < mostDecoders) decoders.set(codePage, decoder);
  return decoder.decode(Uint8Array.from(bytes));
}

function openDecoder(codePage: number): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(named[codePage] ?? `windows-${codePage}`);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
