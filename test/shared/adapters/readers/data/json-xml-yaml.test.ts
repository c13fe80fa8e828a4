import { describe, expect, it } from 'vitest';
import {
  readJson,
  readJsonLines,
} from '../../../../../shared/adapters/readers/data/json-reader.ts';
import { readXml } from '../../../../../shared/adapters/readers/data/xml-reader.ts';
import { readYaml } from '../../../../../shared/adapters/readers/data/yaml-reader.ts';
import { isYaml } from '../../../../../shared/adapters/readers/data/yaml-signs.ts';
import { formatInput } from '../../../../builders/reading.ts';

describe('JSON', () => {
  it('is read as it stands', () => {
    const text = '{"who": "Ada",\n "said": "\\u0142"}\n';

    expect(readJson(formatInput(text))).toEqual({
      text,
      turns: [],
      pages: null,
      durationSeconds: null,
      warnings: [],
    });
  });

  it('may be written by lines, of which broken ones are kept and counted', () => {
    const text = '{"a": 1}\n\n{"a": 2\nnot JSON\n{"a": 3}';

    expect(readJsonLines(formatInput(text))).toMatchObject({
      text,
      warnings: ['lines that are not JSON: 2'],
    });
  });
});

describe('XML', () => {
  it('is read as it stands, without a warning', () => {
    const text = '<?xml version="1.0"?><!DOCTYPE note><note to="Ada">&amp;<!-- x --></note>';

    expect(readXml(formatInput(text))).toMatchObject({ text, warnings: [] });
  });

  it('never has an entity expanded, however often they refer to each other', () => {
    const entities = Array.from(
      { length: 20 },
      (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
    );
    const text = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">${entities.join('\n')}]><l>&l20;</l>`;

    expect(readXml(formatInput(text))).toMatchObject({
      text,
      warnings: ['declares entities: their references are read as they stand'],
    });
  });

  it('never has a file fetched', () => {
    const text =
      '<!DOCTYPE a SYSTEM "file:///etc/passwd" [<!ENTITY b SYSTEM "http://x">]><a>&b;</a>';

    expect(readXml(formatInput(text))).toMatchObject({
      text,
      warnings: [
        'declares entities: their references are read as they stand',
        'refers to a document type in another file, which is not read',
      ],
    });
  });
});

describe('YAML', () => {
  it('is read as it stands', () => {
    const text = 'a: &x [1]\nb:\n  - *x\n';

    expect(readYaml(formatInput(text))).toMatchObject({ text, warnings: [] });
  });

  it.each([
    '---\nname: minutes\n',
    '%YAML 1.2\n---\n- a\n- b\n',
    'services:\n  web:\n    image: nginx\n',
    '# of the board\nmembers:\n- name: Ada\n  role: chair\n- name: Bo\n',
    'a:\n  b: 1\n---\nc:\n  d: 2\n',
    'a: &x [y, y]\nb: &z [*x, *x]\nc:\n  - *z\n',
  ])('is a text with structure: %j', async (text) => {
    await expect(isYaml(text)).resolves.toBe(true);
  });

  it.each([
    'name: Ada\ncity: Bern\n',
    'Ada: Hi.\nBo: Hello.\nAda:\n  What is new?\n',
    'Agenda:\n- budget\n- roof\n\nPresent:\n- Ada\n- Bo\n',
    '---\ntitle: Minutes\n---\n\nAda came.\n',
    'from: Ada\nto: Bo\n\nWe met, and said:\n  no.\n',
    'todo:\n  - "unclosed\nb: 1\n',
    '---\nprose behind a line\n',
    '- a\n- b\n',
  ])('is no text that people write like this: %j', async (text) => {
    await expect(isYaml(text)).resolves.toBe(false);
  });

  it('is told by its head alone where it is long', async () => {
    const long = 'job:\n  - name: "build"\n    run: |\n      make\nother:\n  a: 1\n'.repeat(20_000);

    await expect(isYaml(long)).resolves.toBe(true);
  });

  it.each([
    ['brackets', `a:\n  b: 1\nc: ${'['.repeat(60_000)}`],
    ['keys', `a:\n${Array.from({ length: 6_000 }, (_, index) => `  k${index}: v`).join('\n')}`],
    ['tags', `a:\n  b: 1\nc:${' !!x'.repeat(16_000)}`],
    ['errors', `a:\n  b: 1\n${'c: : :\n'.repeat(9_000)}`],
    ['spaces and tabs', `a:\n  b: 1\n${' \t'.repeat(30_000)}`],
    ['levels', Array.from({ length: 350 }, (_, index) => `${' '.repeat(index)}k:`).join('\n')],
    ['anchors', `a:\n  b: &x {}\n${'c: *x\n'.repeat(10_000)}`],
    ['lines', `a:\n${'  b: 1\n'.repeat(1_000_000)}`],
  ])('is told in seconds whatever it is full of: %s', async (_, text) => {
    const start = performance.now();

    await isYaml(text);

    // An order of magnitude above what it takes.
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
