import { describe, expect, it } from 'vitest';
import { marksQuotes } from '../../shared/extraction/grounding/quotes-in.ts';
import { mergeOutputs } from '../../shared/extraction/merge/merge-outputs.ts';
import { isObject } from '../../shared/extraction/merge/same-value.ts';
import { fencedBlocks, readText, section, tableRows } from './markdown.ts';
import { evaluateExample } from './readme-example.ts';

const page = readText('docs/analyses.md');

async function example() {
  const [, path = ''] = /This is `([^`]+)`/.exec(page) ?? [];
  return evaluateExample(path, fencedBlocks(page, 'ts')[0] ?? '');
}

describe('docs/analyses.md', () => {
  it('has an example that is asked and answered as it stands', async () => {
    const { analysis, output } = await example();

    expect(page).toContain(`--analysis ${analysis.name}`);
    expect(analysis.schema.parse(output)).toEqual(output);
    expect(marksQuotes(analysis)).toBe(true);
  });

  it('has an example whose parts merge as it says', async () => {
    const { analysis } = await example();
    const output = isObject(analysis.example) ? analysis.example : {};

    const { merged, toAsk } = mergeOutputs(analysis, [output, { ...output, overview: 'More.' }]);

    expect(merged).toMatchObject({ complaints: [{ product: 'garden bench' }], calls: 24 });
    expect(toAsk).toEqual(['overview']);
  });

  it('names every property of an analysis, and every rule', () => {
    const source = readText('shared/analysis/define-analysis.ts');
    const [, fields = ''] = /interface Analysis<[^{]*\{([\s\S]*?)\n\}/.exec(source) ?? [];
    const properties = [...fields.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name]) => name);
    const rules = [...readText('shared/analysis/merge-rules.ts').matchAll(/^ {2}\| '(\w+)'/gm)];

    const listed = tableRows(section(page, '## The parts of one')).map(([name]) => name);

    expect(new Set(listed)).toEqual(new Set(properties));
    for (const [, rule] of rules) expect(page).toContain(`'${rule}'`);
  });
});
