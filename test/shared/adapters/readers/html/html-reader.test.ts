import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../../../shared/adapters/readers/html/html-reader.ts';
import { defaultReadLimits as limits } from '../../../../../shared/document/read-limits.ts';

const read = (text: string): string => readHtml({ text, limits }).text;

const nested = (open: string, close: string): string =>
  read(`${open.repeat(20)}words${close.repeat(20)}`);

describe('a page of HTML', () => {
  it('keeps its title, headings, lists and paragraphs', () => {
    const page = `<!doctype html><html><head><title>Zebranie</title></head><body>
      <h1>Protokół</h1><p>Ada <b>otworzyła</b> zebranie.<br>Zażółć.</p>
      <h2>Obecni</h2><ul><li>Ada<ul><li>przewodnicząca</li></ul></li><li>Bo</li></ul>
      <ol start="3"><li>Budżet</ol><dl><dt>Dach<dd>do naprawy</dl></body></html>`;

    expect(read(page)).toBe(
      [
        'Zebranie',
        '# Protokół',
        'Ada **otworzyła** zebranie.  \nZażółć.',
        '## Obecni',
        '- Ada\n  - przewodnicząca\n- Bo',
        '3. Budżet',
        'Dach',
        'do naprawy',
      ].join('\n\n'),
    );
  });

  it('keeps its tables as Markdown', () => {
    const page = `<table><caption>Costs</caption><thead><tr><th>what<th>EUR</thead>
      <tr><td>roof | wall<td>1,200<tr><td colspan=2>paid</table>`;

    expect(read(page)).toBe(
      'Costs\n\n| what | EUR |\n| --- | --- |\n| roof \\| wall | 1,200 |\n| paid | |',
    );
  });

  it.each([
    ['<a href=" https://example.com/a?b=1 ">minutes</a>', '[minutes](https://example.com/a?b=1)'],
    ['<a href="mailto:ada@example.com">Ada</a>', '[Ada](mailto:ada@example.com)'],
    ['<a href="/minutes" title="t">minutes</a>', 'minutes'],
    ['<a href="#top">minutes</a>', 'minutes'],
    ['<a href="javascript:alert(1)">minutes</a>', 'minutes'],
    ['<a href=" JaVa\nscript:alert(1)">minutes</a>', 'minutes'],
    ['<a href="data:text/html,hi">minutes</a>', 'minutes'],
    ['<a href="vbscript:x">minutes</a>', 'minutes'],
    [`<a href="https://example.com/${'a'.repeat(3000)}">minutes</a>`, 'minutes'],
    ['<img alt="A roof" src="data:image/png;base64,AAAA">', '![A roof]'],
    ['<p>a<img src="https://example.com/pixel.gif">b</p>', 'a b'],
  ])(
    'keeps the words of a link or picture, and addresses that lead somewhere: %s',
    (html, text) => {
      expect(read(html)).toBe(text);
    },
  );

  it('writes lists and quotations eight deep, and deeper words without their marks', () => {
    expect(nested('<blockquote>', '</blockquote>')).toBe(`${'> '.repeat(8)}words`);
    expect(nested('<ul><li>', '</ul>')).toContain(`${' '.repeat(14)}- words`);
  });

  it.each([
    '<script>SECRET</script>',
    '<SCRIPT type="text/plain">SECRET</SCRIPT >',
    '<script>SECRET <!-- <script> SECRET </script> SECRET --> </script>',
    '<style>SECRET</style>',
    '<noscript>SECRET</noscript>',
    '<template><p>SECRET</p></template>',
    '<!-- SECRET -->',
    '<p hidden>SECRET <b>SECRET</b></p>',
    '<div style="color:red; display : NONE"><table><tr><td>SECRET</table></div>',
    '<span style="visibility:hidden">SECRET</span>',
    '<span style="font-size:0px">SECRET</span>',
    '<span style="font-size: 0 !important">SECRET</span>',
    '<span style="opacity:0.0">SECRET</span>',
    '<span style="dis/**/play:none">SECRET</span>',
    `${'<div>'.repeat(600)}<p hidden>SECRET</p><script>SECRET</script>${'</div>'.repeat(600)}`,
  ])('leaves out what a browser does not show: %j', (hiding) => {
    expect(read(`<p>before</p>${hiding}<p>after</p>`)).toBe('before\n\nafter');
  });

  it.each([
    '<p hidden="until-found">shown</p>',
    '<p aria-hidden="true">shown</p>',
    '<p style="opacity:0.5;font-size:0.8em">shown</p>',
    '<details><summary>shown</summary></details>',
  ])('keeps what a browser shows, or opens: %j', (html) => {
    expect(read(html)).toBe('shown');
  });

  it('says how much the page hides', () => {
    const page = '<p>a</p><p hidden>b<i hidden>c</i></p><p style="display:none">d</p>';

    expect(readHtml({ text: page, limits }).warnings).toEqual([
      'left out 2 elements that the page hides',
    ]);
  });

  it('keeps words as people see them, without backslashes', () => {
    expect(read('<p>a_b * C:\\_d [x](y) 1 &lt; 2 &amp;amp; &lt;script&gt;</p>')).toBe(
      'a_b * C:\\_d [x](y) 1 < 2 &amp; <script>',
    );
  });

  it('decodes references to characters once, whatever their names', () => {
    const page =
      '<p>Za&zdot;&oacute;&lstrok;&cacute; &#322; &#x142; &nosuch; AT&T &amp;lstrok; <code>&amp;lt;</code></p>';

    expect(read(page)).toBe('Zażółć ł ł &nosuch; AT&T &lstrok; `&lt;`');
  });

  it('drops marks that split words unseen, and keeps joiners and directions', () => {
    const tags = String.fromCodePoint(0xe0041, 0xe0042);

    expect(
      read(`<p>spół&shy;dziel&#8203;nia${tags} \u200Fשלום\u200F می\u200Cخواهم 👩\u200D🔧</p>`),
    ).toBe('spółdzielnia \u200Fשלום\u200F می\u200Cخواهم 👩\u200D🔧');
  });

  it.each(['<html></html>', '<p>&nbsp;&#8203;</p>', '<script>x</script>', '<p hidden>x</p>'])(
    'is empty where it shows no words: %j',
    (html) => {
      expect(() => read(html)).toThrow(expect.objectContaining({ code: 'EMPTY_DOCUMENT' }));
    },
  );
});
