import { builtInFormats } from './number-format.ts';
import { mainPart, relatedPart, relationshipsOf } from './relationships.ts';
import {
  attribute,
  isSwitchedOn,
  numericAttribute,
  prefixedAttribute,
  walkXml,
} from './xml-walk.ts';
import type { ZipParts } from './zip-parts.ts';

/** What the sheets of a workbook share. */
export interface Workbook {
  readonly sheets: readonly SheetEntry[];
  readonly isFrom1904: boolean;
  readonly sharedStrings: readonly string[];
  /** Codes of number formats, by the style that a cell refers to. */
  readonly formats: readonly string[];
}

/** A sheet as the workbook lists it. */
interface SheetEntry {
  readonly name: string;
  readonly isHidden: boolean;
  readonly path: string;
}

/** Reads what a workbook's sheets refer to. */
export function readWorkbook(parts: ZipParts): Workbook {
  const { path, xml } = mainPart(parts);
  const relationships = relationshipsOf(parts, path);
  const worksheets = new Map(
    relationships.filter(({ type }) => type === 'worksheet').map(({ id, target }) => [id, target]),
  );

  const sheets: SheetEntry[] = [];
  let isFrom1904 = false;
  walkXml(xml, parts.format, {
    open(name, attributes) {
      const date1904 = name === 'workbookPr' ? attribute(attributes, 'date1904') : undefined;
      if (date1904 !== undefined) isFrom1904 = isSwitchedOn({ val: date1904 });
      const target = worksheets.get(prefixedAttribute(attributes, 'id') ?? '');
      if (name !== 'sheet' || target === undefined) return;
      sheets.push({
        name: attribute(attributes, 'name') ?? '',
        isHidden: /hidden$/iu.test(attribute(attributes, 'state') ?? ''),
        path: target,
      });
    },
  });

  return {
    sheets,
    isFrom1904,
    sharedStrings: readSharedStrings(
      relatedPart(parts, relationships, 'sharedStrings'),
      parts.format,
    ),
    formats: readFormats(relatedPart(parts, relationships, 'styles'), parts.format),
  };
}

function readSharedStrings(xml: string | undefined, format: string): string[] {
  const strings: string[] = [];
  if (xml === undefined) return strings;
  let pieces: string[] = [];
  let isTextOpen = false;
  walkXml(xml, format, {
    open(name) {
      if (name === 'si') pieces = [];
      isTextOpen = name === 't';
      // How Chinese and Japanese characters are pronounced.
      return name === 'rPh' ? 'skip' : undefined;
    },
    text(text) {
      if (isTextOpen) pieces.push(text);
    },
    close(name) {
      isTextOpen = false;
      if (name === 'si') strings.push(pieces.join(''));
    },
  });
  return strings;
}

function readFormats(xml: string | undefined, format: string): string[] {
  const formats: string[] = [];
  if (xml === undefined) return formats;
  const own = new Map<number, string>();
  walkXml(xml, format, {
    open(name, attributes, parent) {
      if (name === 'numFmt' && parent === 'numFmts') {
        const id = numericAttribute(attributes, 'numFmtId') ?? -1;
        own.set(id, attribute(attributes, 'formatCode') ?? 'General');
      }
      if (name === 'xf' && parent === 'cellXfs') {
        const id = numericAttribute(attributes, 'numFmtId') ?? 0;
        formats.push(own.get(id) ?? builtInFormats[id] ?? 'General');
      }
    },
  });
  return formats;
}
