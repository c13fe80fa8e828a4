/** Structure shows early. */
const headLength = 4096;

/**
 * Whether it begins as YAML with some depth does. Lines of `Name: words` are what people write as
 * well, and read the same as plain text.
 */
export function resemblesYaml(text: string): boolean {
  const head = text.slice(0, headLength);
  return (
    /^(?:%YAML |---(?:[ \t]|\n))/.test(head) ||
    (/^(?:#[^\n]*\n|\n)*(?:- |["']?[\w./-]+["']?:(?:[ \t]|\n))/.test(head) &&
      /^[ \t-]*["']?[\w./-]+["']?:[ \t]*\n(?:[ \t]+\S|- )/m.test(head))
  );
}

/** Whether it begins as JSON does. */
export function resemblesJson(text: string): boolean {
  return /^[[{]/.test(text);
}
