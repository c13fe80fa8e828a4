/** A JSON pointer (RFC 6901) one step further: to a property, or to an entry of a list by its index. */
export function stepInto(pointer: string, step: string): string {
  return `${pointer}/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
