import { createHash } from 'node:crypto';
import { array, assert, constantFrom, nat, property, record, string } from 'fast-check';
import { DomUtils, parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { renderPage, type ShownJob } from '../../../cli/output/html/render-page.ts';
import type { DocumentText } from '../../../shared/document/document-text.ts';
import type { ResultEnvelope } from '../../../shared/job/result-envelope.ts';
import { documentTextOf } from '../../builders/document-text.ts';
import { storedExchange } from '../../builders/exchange.ts';
import { resultEnvelope } from '../builders.ts';

const hostile = `</script></style><img src="https://example.org/x" onerror='alert(1)'>&lt;b&#x26;<!-- \0`;

type Quote = NonNullable<ResultEnvelope['grounding']>['quotes'][number];

const unverified: Quote = {
  path: '/quotes/0',
  verified: false,
  start: null,
  end: null,
  page: null,
  speaker: null,
  timeSeconds: null,
  member: null,
};

/** A job about a text, with quotes at these ranges of it. */
function shownJob(
  document: DocumentText,
  ranges: readonly (readonly [start: number, end: number])[] = [],
  parts: Partial<ResultEnvelope> = {},
): ShownJob {
  const quotes = ranges.map(([start, end], index) => ({
    ...unverified,
    path: `/quotes/${index}`,
    verified: true,
    start,
    end,
  }));
  const envelope = resultEnvelope({
    output: { quotes: ranges.map(([start, end]) => document.text.slice(start, end)) },
    grounding: { verified: quotes.length, unverified: 0, quotes },
    ...parts,
  });
  envelope.document.characters = document.text.length;
  return { envelope, document: { text: document }, exchanges: [] };
}

type Elements = ReturnType<typeof DomUtils.getElementsByTagName>;

function withClass(name: string, elements: Elements): Elements {
  return elements.filter(({ attribs }) => attribs['class']?.split(' ').includes(name));
}

function elementsOf(page: string) {
  const root = parseDocument(page);
  const all = DomUtils.getElementsByTagName(() => true, root);
  const textOf = (name: string): string[] =>
    withClass(name, all).map((element) => DomUtils.textContent(element));
  return { root, all, textOf };
}

/** What a reader sees of the document: without titles and the numbers of quotes. */
function shownText(page: string): string {
  const { all } = elementsOf(page);
  for (const number of withClass('number', all)) DomUtils.removeElement(number);
  const inside = DomUtils.getElementsByTagName(() => true, withClass('document', all));
  return withClass('text', inside).map(DomUtils.textContent).join('');
}

const transcript = '[00:00:01] Ada: We close the pier.\n[00:00:09] Bo: I agree.';
const turns = [
  { start: 16, end: 34, speaker: 'Ada', startSeconds: 1, endSeconds: 8, cues: [] },
  { start: 50, end: 58, speaker: 'Bo', startSeconds: 9, endSeconds: 10, cues: [] },
];

describe('the page of a job', () => {
  it('shows whatever a document, an output or a name says as text', () => {
    const { envelope, document } = shownJob(documentTextOf(hostile), [[0, 40]]);
    const page = renderPage({
      envelope: {
        ...envelope,
        analysis: hostile,
        output: { quotes: [hostile], [hostile]: { [hostile]: hostile } },
        warnings: [hostile],
        error: { code: hostile, message: hostile, retryable: false },
        document: { ...envelope.document, key: hostile },
      },
      document,
      exchanges: [{ start: 0, end: 1, exchange: storedExchange({ reasoning: hostile }) }],
    });

    const names = new Set(elementsOf(page).all.map(({ name }) => name));
    expect(
      [...names].filter((name) => ['script', 'img', 'b', 'link', 'iframe'].includes(name)),
    ).toEqual([]);
    expect(elementsOf(page).all.flatMap(({ attribs }) => Object.keys(attribs))).not.toContain(
      'onerror',
    );
    expect(shownText(page)).toBe(hostile.replace('\0', '\uFFFD'));
  });

  it('loads nothing and runs nothing: its policy allows its own style and no more', () => {
    const page = renderPage(shownJob(documentTextOf('We close.')));

    const style = /<style>(?<css>[^]*?)<\/style>/.exec(page)?.groups?.['css'] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = elementsOf(page).all.find(
      ({ attribs }) => attribs['http-equiv'] === 'Content-Security-Policy',
    );
    expect(policy?.attribs['content']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/url\(|@import|src=|style="/);
    const targets = elementsOf(page).all.flatMap(({ attribs }) => attribs['href'] ?? []);
    expect(targets.filter((target) => !target.startsWith('#'))).toEqual([]);
  });

  it('links every quote to its field and back', () => {
    const page = renderPage(
      shownJob(documentTextOf(transcript, { turns }), [
        [16, 34],
        [50, 58],
      ]),
    );

    const { all } = elementsOf(page);
    const ids = all.flatMap(({ attribs }) => attribs['id'] ?? []);
    const targets = all.flatMap(({ attribs }) => attribs['href']?.slice(1) ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...new Set(targets)].toSorted()).toEqual(ids.toSorted());
    expect(ids.toSorted()).toEqual(['field-1', 'field-2', 'quote-1', 'quote-2']);
  });

  it('keeps every character of the text, however quotes, pages and turns lie across it', () => {
    const range = record({ start: nat(80), length: nat(40) });
    const text = string({
      unit: constantFrom('a', 'b', '<', '&', '"', '\n', ' '),
      minLength: 1,
      maxLength: 80,
    });

    assert(
      property(text, array(range, { maxLength: 6 }), array(nat(80)), (words, quotes, cuts) => {
        const inside = quotes.filter(
          ({ start, length }) => length > 0 && start + length <= words.length,
        );
        const starts = [0, ...cuts.filter((cut) => cut < words.length).toSorted((a, b) => a - b)];
        const pages = starts.map((start, index) => ({
          start,
          end: starts[index + 1] ?? words.length,
          number: index + 1,
          label: null,
        }));

        const ranges = inside.map(({ start, length }) => [start, start + length] as const);
        const page = renderPage(shownJob(documentTextOf(words, { pages }), ranges));

        const { all } = elementsOf(page);
        expect(shownText(page)).toBe(words);
        for (const [index, [start, end]] of ranges.entries()) {
          const place = all.find(({ attribs }) => attribs['id'] === `quote-${index + 1}`);
          expect(words.slice(start, end)).toContain(place && DomUtils.textContent(place));
        }
      }),
    );
  });

  it('says of a quote that is not in the document that it is not', () => {
    const { envelope, document } = shownJob(documentTextOf('We close.'));
    const page = renderPage({
      envelope: {
        ...envelope,
        output: { quotes: ['We never close.'] },
        grounding: { verified: 0, unverified: 1, quotes: [unverified] },
      },
      document,
      exchanges: [],
    });

    expect(elementsOf(page).textOf('unverified').join('')).toMatch(
      /We never close\.\s+Not in the document/,
    );
    expect(elementsOf(page).textOf('facts').join('')).toContain('0 verified, 1 not');
    expect(page).not.toContain('href="#quote-1"');
  });

  it('shows where pages, documents and turns begin', () => {
    const document = documentTextOf('One.\n\nTwo.', {
      pages: [
        { start: 0, end: 4, number: 1, label: null },
        { start: 6, end: 10, number: 2, label: 'Costs' },
      ],
      members: [{ start: 0, end: 10, key: 'inbox/a.pdf', version: '1' }],
    });

    const paged = elementsOf(renderPage(shownJob(document)));
    const spoken = elementsOf(renderPage(shownJob(documentTextOf(transcript, { turns }))));

    const titles = DomUtils.getElementsByTagName('h3', paged.root).map(DomUtils.textContent);
    expect(titles).toEqual(['inbox/a.pdf', 'Page 1', 'Page 2: Costs']);
    expect(spoken.textOf('head')).toEqual(['[00:00:01] Ada: ', '[00:00:09] Bo: ']);
    expect(spoken.textOf('turn')).toEqual(transcript.split(/(?<=\n)/));
  });

  it('has usage, cost, coverage and warnings on top, and says what is not known', () => {
    const { envelope, document } = shownJob(documentTextOf('We close.'), [], {
      warnings: ['something was left out'],
      cost: null,
    });

    const { textOf } = elementsOf(renderPage({ envelope, document, exchanges: [] }));

    expect(textOf('facts').join('')).toMatch(/Cost\s*unknown[^]*1,200 in, 64 out[^]*complete/);
    expect(textOf('notices').join('')).toContain('something was left out');
    expect(textOf('status')).toEqual(['SUCCEEDED']);
  });

  it('folds the reasoning of every exchange', () => {
    const { envelope, document } = shownJob(documentTextOf('We close.'));
    const exchanges = [
      { start: 0, end: 4, exchange: storedExchange({ reasoning: 'First I look.' }) },
      { start: 4, end: 9, exchange: storedExchange({ reasoning: null }) },
    ];

    const { root, textOf } = elementsOf(renderPage({ envelope, document, exchanges }));

    const [first, second] = textOf('exchange');
    const folded = DomUtils.getElementsByTagName('details', root).map(DomUtils.textContent);
    expect(first).toContain('Characters 0 to 4');
    expect(folded.join('')).toContain('First I look.');
    expect(second).toContain('No reasoning was kept.');
  });

  it('marks nothing in a text other than the one that was analysed', () => {
    const { envelope } = shownJob(documentTextOf('We close.'), [[0, 8]]);

    const page = renderPage({
      envelope,
      document: { text: documentTextOf('We do not close.') },
      exchanges: [],
    });

    expect(page).toContain('Quotes are not marked');
    expect(page).not.toContain('<mark');
    expect(shownText(page)).toBe('We do not close.');
  });

  it('says why there is no text', () => {
    const { envelope } = shownJob(documentTextOf('We close.'));
    const document = { problem: 'the document could not be read: DOCUMENT_NOT_FOUND: it is gone' };

    const { textOf } = elementsOf(renderPage({ envelope, document, exchanges: [] }));

    expect(textOf('problem')).toEqual([document.problem]);
  });
});
