import type { ReadLimits } from '../../../document/read-limits.ts';
import type { ReadText } from '../format-reader.ts';
import { PagedText } from './paged-text.ts';
import { requireText } from './require-text.ts';
import type { SheetGrid } from './sheet-grid.ts';

/** One sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Its cells; not asked for where the sheet is hidden. */
  readonly grid: () => SheetGrid;
}

/**
 * A workbook as text: each sheet is a page, with its name as label and heading. Hidden sheets are
 * left out; they keep their numbers.
 */
export function textOfSheets(sheets: readonly Sheet[], limits: ReadLimits): ReadText {
  const paged = new PagedText(limits);
  const warnings = new Set<string>();
  let firstText = '';

  for (const [index, { name, isHidden, grid }] of sheets.entries()) {
    if (isHidden) {
      warnings.add('hidden sheets were left out');
      continue;
    }
    const { text, isSparse } = grid().render();
    if (isSparse) warnings.add('a sheet with few cells far apart is given as a list of cells');
    firstText ||= text;
    paged.add(text === '' ? '' : `## ${name}\n\n${text}`, { number: index + 1, label: name });
  }

  requireText(firstText);
  return {
    text: paged.text,
    turns: [],
    pages: paged.pages,
    warnings: [...warnings],
    durationSeconds: null,
  };
}
