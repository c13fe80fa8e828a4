/** Inline styles that leave nothing to see. */
const invisibleStyle =
  /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:opacity|font-size)\s*:\s*0*\.?0+(?:px|pt|em|rem|%)?\s*(?:!|;|$)|mso-hide\s*:\s*all)/i;

/** A style is searched no further: there are data URLs of megabytes in some. */
const longestStyle = 10_000;

/**
 * Whether an element's own attributes hide it.
 *
 * `aria-hidden` hides from screen readers what others see, and `hidden="until-found"` is opened by
 * a search: both are shown.
 */
export function isHiddenElement(attributes: Readonly<Record<string, string>>): boolean {
  const { hidden, style } = attributes;
  if (hidden !== undefined && hidden.toLowerCase() !== 'until-found') return true;
  if (style === undefined) return false;
  const declarations = style.slice(0, longestStyle).replaceAll(/\/\*[^*]*\*\//g, '');
  return invisibleStyle.test(declarations);
}
