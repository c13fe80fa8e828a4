import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeJson } from '../../../../shared/adapters/readers/decode-json.ts';
import { decodeText } from '../../../../shared/adapters/readers/decode-text.ts';
import { SniffingDocumentReader } from '../../../../shared/adapters/readers/sniffing-document-reader.ts';

const tidy = [
  '{"a": [1, "two"],\n\t"b": null}\n',
  '{"a":\r\n"b",\r"c":"d"}\r\n',
  '["é"]',
  '{"ż":\r\n"„ó” \u{1F600}"}',
];
const untidy = [
  '["a word, and a stray\u007F control"]',
  '["ż and a mark\uFEFF"]',
  '\uFEFF{"a":1}',
  ' {"a":1}',
];
const others = [
  '{"a":"\u0007"}',
  '{"a":"\r\n"}',
  '["é, and a line that ends\u0085here"]',
  '{"a":1}\n{"a":2}',
  '{"a":',
  String.raw`{\rtf1 a}`,
  '[1]\0',
  '12',
];

describe('JSON that is decoded and parsed at once', () => {
  it.each(tidy)('has the text that it has when it is decoded like any other: %j', async (text) => {
    const bytes = strToU8(text);

    const decoded = decodeJson(bytes);

    expect(decoded?.json).toEqual(JSON.parse(text));
    expect(decoded?.text).toBe((await decodeText(bytes))?.text);
  });

  it('is nothing in an encoding of before Unicode', () => {
    expect(decodeJson(strToU8('["é"]', true))).toBeNull();
  });

  it.each([...untidy, ...others])('is nothing that needs more than that: %j', (text) => {
    expect(decodeJson(strToU8(text))).toBeNull();
  });

  it.each([...tidy, ...untidy])('is read all the same where it needs more: %j', async (text) => {
    const reader = new SniffingDocumentReader();

    const reading = await reader.read({ bytes: strToU8(text), password: null, member: [] });

    expect(reading).toMatchObject({ kind: 'text', text: { format: 'json' } });
  });
});
