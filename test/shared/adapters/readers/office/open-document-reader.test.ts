import { describe, expect, it } from 'vitest';
import {
  readOpenDocumentPresentation,
  readOpenDocumentSheet,
  readOpenDocumentText,
} from '../../../../../shared/adapters/readers/office/open-document-reader.ts';
import { openDocument } from '../../../../fixtures/office/open-document.ts';
import { pageTexts, readDocument } from './read-document.ts';

const styles = `
  <style:style style:name="Hid"><style:text-properties text:display="none"/></style:style>
  <style:style style:name="NewPage"><style:paragraph-properties fo:break-before="page"/></style:style>
  <style:style style:name="HiddenSheet"><style:table-properties table:display="false"/></style:style>
  <text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=")"/><text:list-level-style-bullet text:level="2"/></text:list-style>`;

describe('reading an OpenDocument text', () => {
  it('keeps headings, lists, tables, notes and gaps', async () => {
    const { text } = await readOdt(
      `<text:h text:outline-level="2">Head</text:h>
       <text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Foot.</text:p></text:note-body></text:note> e</text:p>
       <text:list text:style-name="L1"><text:list-item><text:p>one</text:p><text:p>more</text:p><text:list><text:list-item><text:p>inner</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>
       <table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>wide</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>`,
    );

    expect(text).toBe(
      '## Head\n\na   b\tc\nd[^1] e\n\n1) one\n\nmore\n\n  - inner\n2) two\n\n| A | B |\n| --- | --- |\n| wide |  |\n\n[^1]: Foot.',
    );
  });

  it('counts a list on where another ended, and knows a title by its style', async () => {
    const { text } = await readOdt(
      `<text:p text:style-name="Title">Plan</text:p><text:list xml:id="a" text:style-name="L1">${items('one', 'two')}</text:list><text:list text:continue-list="a" text:style-name="L1">${items('three')}</text:list>`,
    );

    expect(text).toBe('# Plan\n\n1) one\n2) two\n3) three');
  });

  it('leaves comments, deletions and hidden text out', async () => {
    const { text } = await readOdt(
      `<text:tracked-changes><text:deletion><text:p>deleted</text:p></text:deletion></text:tracked-changes>
       <text:p>kept<office:annotation><text:p>comment</text:p></office:annotation><text:span text:style-name="Hid">hidden</text:span> <draw:frame><svg:desc>alt</svg:desc><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p>
       <text:section text:display="none"><text:p>hidden section</text:p></text:section>`,
    );

    expect(text).toBe('kept\n\nboxed');
  });

  it('has pages where they were noted', async () => {
    const read = await readOdt(
      '<text:p>one <text:soft-page-break/>two</text:p><text:p text:style-name="NewPage">three</text:p><text:soft-page-break/><text:p>four</text:p>',
    );

    expect(pageTexts(read)).toEqual(['one', 'two', 'three', 'four']);
  });

  it('refuses an encrypted one by name, for its protection is not that of Office', async () => {
    const bytes = openDocument('<office:text/>', '', '<manifest:encryption-data/>');

    await expect(readDocument(readOpenDocumentText, bytes)).rejects.toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
    });
  });
});

describe('reading an OpenDocument spreadsheet', () => {
  it('takes cells as they were shown, repeated ones too', async () => {
    const read = await readOds(
      `<table:table table:name="One"><table:table-row><table:table-cell office:value-type="float" office:value="0.5"><text:p>50 %</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row>
       <table:table-row table:number-rows-repeated="2"><table:table-cell office:date-value="2024-03-15"/><table:table-cell><text:p>a</text:p><text:p>b</text:p><office:annotation><text:p>no</text:p></office:annotation></table:table-cell></table:table-row></table:table>
       <table:table table:name="Two" table:style-name="HiddenSheet"><table:table-row><table:table-cell><text:p>secret</text:p></table:table-cell></table:table-row></table:table>`,
    );

    expect(read.text).toBe(
      '## One\n\n| 50 % | x | x |\n| --- | --- | --- |\n| 2024-03-15 | a<br>b |  |\n| 2024-03-15 | a<br>b |  |',
    );
    expect(read.pages?.map(({ label }) => label)).toEqual(['One']);
    expect(read.warnings).toEqual(['hidden sheets were left out']);
  });

  it('cuts endless repetitions and passes over empty ones', async () => {
    const empty =
      '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>';
    const read = await readOds(
      `<table:table table:name="S"><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="2"><text:p>1</text:p></table:table-cell></table:table-row>${empty}</table:table>`,
    );

    expect(read.text.split('\n')).toHaveLength(1_003);
    expect(read.warnings).toEqual([expect.stringContaining('1000')]);
  });
});

describe('reading an OpenDocument presentation', () => {
  it('gives slides as pages with titles and notes', async () => {
    const read = await readDocument(
      readOpenDocumentPresentation,
      openDocument(
        `<office:presentation><draw:page draw:name="p1"><draw:frame presentation:class="title"><draw:text-box><text:p>Plan</text:p></draw:text-box></draw:frame><draw:frame presentation:class="outline"><draw:text-box><text:list><text:list-item><text:p>step</text:p></text:list-item></text:list></draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box><text:p>Say it.</text:p></draw:text-box></draw:frame></presentation:notes></draw:page><draw:page><draw:frame><draw:text-box><text:p>End</text:p></draw:text-box></draw:frame></draw:page></office:presentation>`,
        styles,
      ),
    );

    expect(pageTexts(read)).toEqual(['# Plan\n\n- step\n\nNotes: Say it.', 'End']);
    expect(read.pages?.map(({ number, label }) => [number, label])).toEqual([
      [1, 'Plan'],
      [2, null],
    ]);
  });
});

function readOdt(inside: string): ReturnType<typeof readDocument> {
  return readDocument(
    readOpenDocumentText,
    openDocument(`<office:text>${inside}</office:text>`, styles),
  );
}

function readOds(inside: string): ReturnType<typeof readDocument> {
  return readDocument(
    readOpenDocumentSheet,
    openDocument(`<office:spreadsheet>${inside}</office:spreadsheet>`, styles),
  );
}

function items(...words: string[]): string {
  return words.map((word) => `<text:list-item><text:p>${word}</text:p></text:list-item>`).join('');
}
