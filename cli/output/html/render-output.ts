import { stepInto } from '../../../shared/extraction/grounding/json-pointer.ts';
import { markup, type Markup } from './markup.ts';
import type { NumberedQuote } from './marked-quotes.ts';

/** An output as nested fields; its quotes lead to their places in the document. */
export function renderOutput(output: unknown, quotes: readonly NumberedQuote[]): Markup {
  const byPath = new Map(quotes.map((quote) => [quote.path, quote]));
  return renderValue(output, '', byPath);
}

type Quotes = ReadonlyMap<string, NumberedQuote>;

function renderValue(value: unknown, path: string, quotes: Quotes): Markup {
  const quote = quotes.get(path);
  if (quote !== undefined && typeof value === 'string') return renderQuote(value, quote);
  if (Array.isArray(value)) return renderList(value, path, quotes);
  if (typeof value === 'object' && value !== null) return renderObject(value, path, quotes);
  if (typeof value === 'string') return markup`<span class="value" dir="auto">${value}</span>`;
  return value === null || value === undefined
    ? markup`<span class="nothing">none</span>`
    : markup`<span class="value">${JSON.stringify(value)}</span>`;
}

function renderQuote(text: string, { number, isVerified, where }: NumberedQuote): Markup {
  if (!isVerified) {
    return markup`<blockquote class="unverified" id="field-${number}" dir="auto">
      ${text}
      <footer><strong>Not in the document</strong> in these words</footer>
    </blockquote>`;
  }
  const place = where.length === 0 ? 'in the document' : where.join(', ');
  return markup`<blockquote id="field-${number}" dir="auto">
    <a href="#quote-${number}">${text}</a>
    <footer><a class="number" href="#quote-${number}">${number}</a> ${place}</footer>
  </blockquote>`;
}

function renderList(values: readonly unknown[], path: string, quotes: Quotes): Markup {
  if (values.length === 0) return markup`<span class="nothing">none</span>`;
  const items = values.map(
    (value, index) =>
      markup`<li>${renderValue(value, stepInto(path, String(index)), quotes)}</li>\n`,
  );
  const isOfObjects = values.some((value) => typeof value === 'object' && value !== null);
  return isOfObjects
    ? markup`<ol class="cards">
        ${items}
      </ol>`
    : markup`<ul>
        ${items}
      </ul>`;
}

function renderObject(value: object, path: string, quotes: Quotes): Markup {
  const rows = Object.entries(value).map(
    ([name, field]: [string, unknown]) =>
      markup`<div class="field">
        <dt>${inWords(name)}</dt>
        <dd>${renderValue(field, stepInto(path, name), quotes)}</dd>
      </div>\n`,
  );
  return markup`<dl>${rows}</dl>`;
}

/** `dueDate` is `due date`; what is no such name stays as it is. */
function inWords(name: string): string {
  return /^[a-z][a-zA-Z0-9]*$/.test(name)
    ? name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    : name;
}
