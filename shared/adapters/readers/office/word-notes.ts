import { relatedPart, type Relationship } from './relationships.ts';
import { renderBlocks } from './render-blocks.ts';
import { withoutMarks } from './page-marks.ts';
import { WordBody } from './word-body.ts';
import type { WordContext } from './word-context.ts';
import { attribute, walkXml, type XmlAttributes } from './xml-walk.ts';
import type { ZipParts } from './zip-parts.ts';

type NoteKind = 'footnote' | 'endnote';

/** The notes that a Word document refers to, numbered in the order of the references. */
export class WordNotes {
  readonly #numbers: Readonly<Record<NoteKind, Map<string, number>>> = {
    footnote: new Map(),
    endnote: new Map(),
  };

  /** Footnotes are `[^1]` in the text, endnotes `[^e1]`. */
  referTo = (kind: NoteKind, id: string): string => {
    const numbers = this.#numbers[kind];
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return marker(kind, number);
  };

  /** The notes themselves, each after its marker, footnotes before endnotes. */
  render(parts: ZipParts, relationships: readonly Relationship[], context: WordContext): string {
    return (['footnote', 'endnote'] as const)
      .map((kind) => {
        const xml = relatedPart(parts, relationships, `${kind}s`);
        return xml === undefined ? '' : this.#renderPart(xml, kind, context);
      })
      .filter((text) => text !== '')
      .join('\n\n');
  }

  #renderPart(xml: string, kind: NoteKind, context: WordContext): string {
    const numbers = this.#numbers[kind];
    const notes: string[] = [];
    const body = new WordBody(context);
    let number: number | undefined;
    walkXml(xml, 'Word document', {
      text: body.text,
      open(name: string, attributes: XmlAttributes, parent: string) {
        if (name !== kind) return body.open(name, attributes, parent);
        number = numbers.get(attribute(attributes, 'id') ?? '');
        // A separator, or the note of a reference that was deleted.
        if (number === undefined) return 'skip';
      },
      close(name: string) {
        body.close(name);
        if (name !== kind || number === undefined) return;
        const text = withoutMarks(renderBlocks(context.flow.takeBlocks()));
        notes[number] = `${marker(kind, number)}: ${text.trim()}`;
      },
    });
    return notes.filter((note) => note !== undefined).join('\n\n');
  }
}

function marker(kind: NoteKind, number: number): string {
  return `[^${kind === 'endnote' ? 'e' : ''}${number}]`;
}
