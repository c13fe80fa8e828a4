/** How a model writes that means JSON and does not quite write it. */
export interface Style {
  readonly quote: '"' | "'";
  /** Names that can do without quotes have none. */
  readonly bareNames: boolean;
  readonly commaAtEnd: boolean;
  /** Line breaks in strings stand there as they are. */
  readonly rawBreaks: boolean;
  readonly python: boolean;
  /** Between all tokens. */
  readonly gap: string;
}

/** Writes a value in such a style. */
export function nearJson(value: unknown, style: Style): string {
  if (Array.isArray(value)) {
    return inBrackets('[]', { parts: value.map((item) => nearJson(item, style)), style });
  }
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).map(
      ([name, inner]) =>
        `${nearName(name, style)}${style.gap}:${style.gap}${nearJson(inner, style)}`,
    );
    return inBrackets('{}', { parts, style });
  }
  if (typeof value === 'string') return nearString(value, style);
  if (style.python && value === null) return 'None';
  if (style.python && typeof value === 'boolean') return value ? 'True' : 'False';
  return JSON.stringify(value);
}

interface Inside {
  readonly parts: readonly string[];
  readonly style: Style;
}

function inBrackets(brackets: '[]' | '{}', { parts, style }: Inside): string {
  const { gap } = style;
  const comma = style.commaAtEnd && parts.length > 0 ? `${gap},` : '';
  const inside = parts.join(`${gap},${gap}`);
  return `${brackets.charAt(0)}${gap}${inside}${comma}${gap}${brackets.charAt(1)}`;
}

function nearName(name: string, style: Style): string {
  return style.bareNames && /^[A-Za-z_$][\w$-]*$/.test(name) ? name : nearString(name, style);
}

function nearString(text: string, { quote, rawBreaks }: Style): string {
  const body = JSON.stringify(text).slice(1, -1);
  const quoted =
    quote === '"' ? body : body.replaceAll(String.raw`\"`, '"').replaceAll("'", String.raw`\'`);
  if (!rawBreaks) return `${quote}${quoted}${quote}`;
  return `${quote}${quoted.replaceAll(/\\(.)/g, (found, sign) => (sign === 'n' ? '\n' : found))}${quote}`;
}
