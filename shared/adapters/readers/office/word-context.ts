import type { FlowBuilder } from './flow-builder.ts';
import type { WordNumbering } from './word-numbering.ts';
import type { WordStyle } from './word-styles.ts';

/** What the parts of a Word document share. */
export interface WordContext {
  readonly flow: FlowBuilder;
  readonly styleOf: (styleId: string) => WordStyle;
  readonly numbering: WordNumbering;
  /** Called for a reference to a note. @returns what stands in the text for it */
  readonly referTo: (kind: 'footnote' | 'endnote', id: string) => string;
}
