import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { QuoteFinder } from '../../../../shared/extraction/grounding/quote-finder.ts';
import { readText } from '../../../builders/reading.ts';
import { SniffingDocumentReader } from '../../../../shared/adapters/readers/sniffing-document-reader.ts';

/** Public documents that lie beside the repository, where somebody put them; they are not ours. */
const folder = new URL('../../../../../shared/corpora/', import.meta.url);

const present = new Set(existsSync(folder) ? readdirSync(folder) : []);
const names = [
  'usdoj-chapter13-trustee-handbook-2012.txt',
  'btc-covenants-2021-11-05.zh.md',
  'parlamint-pl-senat-2020-01-17.txt',
  'teams-webvtt-two-speakers.vtt',
].filter((name) => present.has(name));

describe.skipIf(names.length === 0)(
  'quotes of public documents (skipped where ../shared/corpora is missing)',
  () => {
    it.each(names)('are found all over %s, also in capitals and over other lines', async (name) => {
      const { text } = await readText(
        new SniffingDocumentReader(),
        readFileSync(new URL(name, folder)),
      );
      const lines = text.split('\n').filter((line) => /\p{L}{2}/u.test(line) && line.length < 400);
      const every = Math.max(1, Math.floor(lines.length / 50));
      const quotes = lines.filter((_, index) => index % every === 0);
      const finder = new QuoteFinder(text);

      const lost = quotes.filter((quote) => {
        const spelled = quote.toUpperCase().replaceAll(' ', '\n');
        return finder.find(quote) === null || finder.find(spelled) === null;
      });

      expect(lost).toEqual([]);
      expect(quotes.map((quote) => finder.find(`${quote} qqqq`))).toEqual(quotes.map(() => null));
    });
  },
);
