/**
 * In text of Latin-1, V8 looks for up to sixteen characters at a time with the vector instructions
 * of the processor. It tells them apart by their lowest seven bits, and looks again where those fit.
 */
const mostAtOnce = 16;
const lowestBits = 0x7f;

const beyondLatin1 = /[^\0-\u00FF]/;

/** With the lowest bits of one of these, a character would seem to be everywhere. */
const frequent = /[\t\n -~]/;

/**
 * Makes a search for characters that hardly any text has, which takes a tenth of the time of the
 * regular expression itself.
 *
 * @param characters one class of characters
 */
export function searchFor(characters: RegExp): (text: string) => boolean {
  const codes = Array.from({ length: 0x100 }, (_, code) => code).filter((code) =>
    characters.test(String.fromCharCode(code)),
  );
  const single = codes.filter(isLikeFrequent).map((code) => String.fromCharCode(code));
  const classes = classesOf(codes.filter((code) => !isLikeFrequent(code)));
  return (text) =>
    isLatin1(text)
      ? classes.some((some) => some.test(text)) || single.some((one) => text.includes(one))
      : characters.test(text);
}

/** This takes no time for most texts: V8 knows of them that they are. */
export function isLatin1(text: string): boolean {
  return !beyondLatin1.test(text);
}

function isLikeFrequent(code: number): boolean {
  return frequent.test(String.fromCharCode(code & lowestBits));
}

function classesOf(codes: readonly number[]): RegExp[] {
  const bits = [...new Set(codes.map((code) => code & lowestBits))];
  return Array.from({ length: Math.ceil(bits.length / mostAtOnce) }, (_, index) => {
    const some = new Set(bits.slice(index * mostAtOnce, (index + 1) * mostAtOnce));
    const escapes = codes
      .filter((code) => some.has(code & lowestBits))
      .map((code) => String.raw`\x${code.toString(16).padStart(2, '0')}`);
    return new RegExp(`[${escapes.join('')}]`);
  });
}
