import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerFromDocument } from '../../../local/offline-model/answer-from-document.ts';
import { readPrompt } from '../../../local/offline-model/prompt-parts.ts';
import { SniffingDocumentReader } from '../../../shared/adapters/readers/sniffing-document-reader.ts';
import { analysis as documentDigest } from '../../../shared/analysis/built-in/document-digest.ts';
import { analysis as meetingMinutes } from '../../../shared/analysis/built-in/meeting-minutes.ts';
import type { Analysis } from '../../../shared/analysis/define-analysis.ts';
import { readText } from '../../builders/reading.ts';
import { renderPrompt } from '../../../shared/extraction/render-prompt.ts';

const root = new URL('../../../examples/', import.meta.url);
const files = globSync('{transcripts,documents}/*', { cwd: root.pathname }).toSorted();

async function textOf(file: string): Promise<string> {
  const bytes = readFileSync(new URL(file, root));
  return (await readText(new SniffingDocumentReader(), bytes)).text;
}

function ask<Output>(analysis: Analysis<Output>, text: string): Output {
  const { instructions, document } = renderPrompt(analysis, { text, position: null });
  const messages = [
    { role: 'system', content: instructions },
    { role: 'user', content: document },
  ];
  return analysis.schema.parse(JSON.parse(answerFromDocument(readPrompt(messages))));
}

describe.each(files)('the shipped example %s', (file) => {
  it('has minutes whose every quote stands in the document, to the byte', async () => {
    const text = await textOf(file);

    const { decisions, actionItems, participants, summary } = ask(meetingMinutes, text);

    const quotes = [...decisions, ...actionItems].map(({ evidence }) => evidence);
    expect(quotes.filter((quote) => !text.includes(quote))).toEqual([]);
    expect(decisions.length).toBeGreaterThan(0);
    expect(actionItems.filter(({ dueDate }) => dueDate !== null).length).toBeGreaterThan(1);
    expect(new Set(summary).size).toBe(3);
    expect(participants.length > 0).toBe(file.startsWith('transcripts/'));
  });

  it('has a digest with names and dates of the document', async () => {
    const text = await textOf(file);

    const { entities, dates, keyPoints } = ask(documentDigest, text);

    expect(keyPoints.length).toBeGreaterThan(2);
    expect(entities.length).toBeGreaterThan(4);
    expect(entities.filter(({ name }) => !text.includes(name))).toEqual([]);
    expect(dates.some(({ isoDate }) => isoDate !== null)).toBe(true);
    expect(dates.filter(({ stated }) => !text.includes(stated))).toEqual([]);
  });
});

describe('the offline model', () => {
  it('writes the minutes of a Polish meeting in Polish, with owners and due dates', async () => {
    const text = await textOf('transcripts/zarzad-spoldzielni-wodnik.txt');

    const { title, participants, decisions, actionItems } = ask(meetingMinutes, text);

    expect(title).toBe('Zebranie zarządu spółdzielni mieszkaniowej „Wodnik”');
    expect(participants).toEqual(['Bogna', 'Ziemowit', 'Jarogniew', 'Ludmiła']);
    expect(decisions.map(({ text: decision }) => decision.split(' ')[0])).toEqual([
      'Ustaliliśmy',
      'Postanowiliśmy',
    ]);
    expect(actionItems).toContainEqual({
      task: 'Przygotuję na nie zestawienie kosztów do 11 maja.',
      owner: 'Bogna',
      dueDate: '11 maja',
      evidence: 'Przygotuję na nie zestawienie kosztów do 11 maja.',
    });
  });

  it('knows who said what in captions', async () => {
    const text = await textOf('transcripts/release-planning.vtt');

    const { participants, actionItems } = ask(meetingMinutes, text);

    expect(participants).toEqual(['Ines', 'Tobiah', 'Marguerite', 'Wendell']);
    expect(actionItems.map(({ owner, dueDate }) => [owner, dueDate])).toContainEqual([
      'Tobiah',
      '23 June 2026',
    ]);
  });

  it.each(['', '🙂', '\n\n', 'Yes.', '| a |\n| - |', 'Ada:\nBert:\nAda: ?'])(
    'has something to say about %j',
    (text) => {
      expect(ask(meetingMinutes, text).summary).toHaveLength(3);
      expect(ask(documentDigest, text).keyPoints.length).toBeGreaterThan(0);
    },
  );

  it('reads a megabyte in a moment', async () => {
    const text = (await textOf('transcripts/supplier-call.txt')).repeat(400);

    const startMs = performance.now();
    ask(meetingMinutes, text);
    ask(documentDigest, text);

    expect(text.length).toBeGreaterThan(1_000_000);
    expect(performance.now() - startMs).toBeLessThan(8000);
  });
});
