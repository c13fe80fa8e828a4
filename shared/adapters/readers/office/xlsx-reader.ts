import type { FormatInput, ReadText } from '../format-reader.ts';
import { SheetCells } from './sheet-cells.ts';
import { SheetGrid } from './sheet-grid.ts';
import { textOfSheets } from './sheets-text.ts';
import { readWorkbook } from './workbook.ts';
import { walkXml } from './xml-walk.ts';
import { requirePart, unzipParts } from './zip-parts.ts';

const format = 'Excel workbook';

/** Reads a workbook; its cells are as they are shown, but dates are in ISO 8601. */
export async function readXlsx(input: FormatInput): Promise<ReadText> {
  const parts = unzipParts(input, format);
  const workbook = readWorkbook(parts);
  const sheets = workbook.sheets.map(({ name, isHidden, path }) => ({
    name,
    isHidden,
    grid: () => {
      const grid = new SheetGrid(input.limits.maximumCharacters);
      walkXml(requirePart(parts, path), format, new SheetCells(workbook, grid));
      return grid;
    },
  }));
  return textOfSheets(sheets, input.limits);
}
