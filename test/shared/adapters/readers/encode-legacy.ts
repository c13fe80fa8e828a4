/** Encodes a text by looking each character up in what the decoder makes of all one and two bytes. */
export function encodeLegacy(text: string, encoding: string): Uint8Array {
  const table = tableOf(encoding);
  const bytes = Array.from(text, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    const code = codePoint < 0x80 ? [codePoint] : table.get(character);
    if (code === undefined) throw new Error(`${encoding} has no ${character}`);
    return code;
  });
  return Uint8Array.from(bytes.flat());
}

/** ISO-2022-JP is EUC-JP without the high bits, between escape sequences. */
export function encodeIso2022Jp(text: string): Uint8Array {
  const bytes: number[] = [];
  let isJapanese = false;
  for (const byte of encodeLegacy(text, 'euc-jp')) {
    if (byte >= 0x80 !== isJapanese) {
      isJapanese = !isJapanese;
      bytes.push(...(isJapanese ? toJapanese : toAscii));
    }
    bytes.push(byte % 0x80);
  }
  return Uint8Array.from(bytes);
}

const toJapanese = [0x1b, 0x24, 0x42];
const toAscii = [0x1b, 0x28, 0x42];

const tables = new Map<string, Map<string, number[]>>();

function tableOf(encoding: string): Map<string, number[]> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;

  const decoder = new TextDecoder(encoding);
  const table = new Map<string, number[]>();
  const add = (code: number[]): void => {
    const [character, ...others] = decoder.decode(Uint8Array.from(code));
    if (character === undefined || others.length > 0 || character === '\uFFFD') return;
    if (!table.has(character)) table.set(character, code);
  };
  for (let lead = 0x80; lead <= 0xff; lead += 1) add([lead]);
  if (/jis|euc|gb|big/.test(encoding)) {
    for (let lead = 0x81; lead <= 0xfe; lead += 1) {
      for (let trail = 0x40; trail <= 0xfe; trail += 1) add([lead, trail]);
    }
  }
  tables.set(encoding, table);
  return table;
}
