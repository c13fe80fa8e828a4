import { Parser } from 'htmlparser2';

const reference = /(\\?)&(#?\w{1,31};?)/g;

/**
 * Finishes what the library began with references to characters: it knows the names of HTML 4, not
 * `&lstrok;` and two thousand others, and protects `&amp;lt;` by a backslash lest it shows as `<`.
 */
export function decodeRemainingReferences(words: string): string {
  return words.replaceAll(reference, (_, slash: string, name: string) =>
    slash === '' ? decodeName(`&${name}`) : `&${name}`,
  );
}

function decodeName(name: string): string {
  if (!name.endsWith(';')) return name;
  let decoded = '';
  const parser = new Parser({ ontext: (text) => (decoded += text) }, { decodeEntities: true });
  parser.end(name);
  return decoded;
}
