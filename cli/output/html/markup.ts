/** HTML that may be put into a page as it is. */
export class Markup {
  readonly #text: string;

  /** Only for what is known to be HTML: everything else goes through {@link markup}. */
  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What a template may hold: text is escaped, HTML is not, `null` is nothing. */
type Value = string | number | Markup | readonly Markup[] | null;

/** A template of HTML: what stands between its parts is text unless it is {@link Markup}. */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(
    parts
      .map((part, index) => part + (index < values.length ? rendered(values[index]) : ''))
      .join(''),
  );
}

function rendered(value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? escapeHtml(value) : value.join('');
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // A parser would drop or replace it.
  '\0': '\uFFFD',
};

/** A text as it stands between tags, or between the quotation marks of an attribute. */
function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"'\0]/g, (sign) => references[sign] ?? '');
}
