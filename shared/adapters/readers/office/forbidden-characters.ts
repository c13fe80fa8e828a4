/** Control characters, and those by which the readers mark pages. */
// Written as ranges: a property of Unicode takes four times as long.
// oxlint-disable-next-line no-control-regex
const forbidden = /[\0-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFDD0-\uFDD3]/g;

/** Takes out what no text should have, so that no document can forge a mark of the readers. */
export function withoutForbidden(text: string): string {
  return text.replaceAll(forbidden, '');
}
