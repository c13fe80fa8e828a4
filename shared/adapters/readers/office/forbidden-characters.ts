/** Control characters, and those by which the readers mark pages. */
const forbidden = /(?![\t\n\r])\p{Cc}|[\uFDD0-\uFDD3]/gu;

/** Takes out what no text should have, so that no document can forge a mark of the readers. */
export function withoutForbidden(text: string): string {
  return text.replaceAll(forbidden, '');
}
