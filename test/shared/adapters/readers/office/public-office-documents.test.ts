import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ReadText } from '../../../../../shared/adapters/readers/format-reader.ts';
import { readDocx } from '../../../../../shared/adapters/readers/office/docx-reader.ts';
import { readDocument } from './read-document.ts';

/** Public documents that lie beside the repository, where somebody put them; they are not ours. */
const folder = new URL('../../../../../../shared/corpora/', import.meta.url);

/** The call that the document was made from. */
const callSchema = z.object({
  Transcript: z.array(z.object({ ParticipantRole: z.string(), Content: z.string() })),
});

describe.skipIf(!existsSync(folder))(
  'public Office documents (skipped where ../shared/corpora is missing)',
  () => {
    it('a call that was made a Word document keeps who said what', async () => {
      const { Transcript: turns } = callSchema.parse(
        JSON.parse(fileOf('aws-transcribe-call-analytics-example-call.json').toString()),
      );
      const { text } = await readPublic('aws-transcribe-example-call.docx');

      const rows = text
        .slice(text.indexOf('| Start |'))
        .split('\n')
        .map((line) => line.split(' | '))
        .filter(([start]) => start !== undefined && /^\| \d:\d\d:/u.test(start));
      expect(rows.map(([, , speaker]) => speaker)).toEqual(
        turns.map(({ ParticipantRole: [first = '', ...rest] }) =>
          [first, ...rest.map((letter) => letter.toLowerCase())].join(''),
        ),
      );
      for (const [index, { Content: said }] of turns.entries()) {
        // Labels such as [ISSUE] stand inside the words.
        const row = (rows[index]?.at(-1) ?? '').replaceAll(/\[[A-Z]+\]/gu, ' ');
        expect(wordsOf(row)).toBe(wordsOf(said.replaceAll(/\[[A-Z]+\]/gu, ' ')));
      }
    });

    it('a handbook keeps its headings, tables, notes and pages', async () => {
      const { text, pages } = await readPublic('usdoj-chapter13-trustee-handbook-2012.docx');

      expect(text).toContain('\n# CHAPTER 1 – INTRODUCTION\n');
      expect(text).toContain('\n## A. PURPOSE\n');
      expect(text).toContain('\n### 1. CONFLICTS OF INTEREST\n');
      expect(text.match(/^\| --- \|/gmu)).toHaveLength(2);
      expect(text.match(/^\[\^\d+\]: /gmu)).toHaveLength(6);
      expect(pages?.length).toBeGreaterThan(50);
    });

    it('a handbook has the words that its publisher gives as plain text', async () => {
      const { text } = await readPublic('usdoj-chapter13-trustee-handbook-2012.docx');
      const published = countWords(fileOf('usdoj-chapter13-trustee-handbook-2012.txt').toString());

      const found = countWords(text);
      let common = 0;
      for (const [word, times] of published) common += Math.min(times, found.get(word) ?? 0);
      expect(common / total(published)).toBeGreaterThan(0.98);
    });
  },
);

function fileOf(name: string): Buffer {
  return readFileSync(new URL(name, folder));
}

function readPublic(name: string): Promise<ReadText> {
  return readDocument(readDocx, new Uint8Array(fileOf(name)));
}

function wordsOf(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).join(' ');
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of wordsOf(text).split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, times) => sum + times, 0);
}
