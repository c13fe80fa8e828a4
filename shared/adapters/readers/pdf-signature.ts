/** How far into a file the header may stand, as PDF readers have always allowed, in bytes. */
const longestPreamble = 1024;

const header = '%PDF-';

/** Whether a PDF begins here, after nothing but white space or a byte order mark. */
export function startsAsPdf(bytes: Uint8Array): boolean {
  return /^(?:\u00EF\u00BB\u00BF)?\s*%PDF-/.test(headOf(bytes));
}

/** Whether a PDF begins somewhere near; prose may say so too, so ask it of what is no text. */
export function holdsPdf(bytes: Uint8Array): boolean {
  return headOf(bytes).includes(header);
}

function headOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, longestPreamble)).toString('latin1');
}
