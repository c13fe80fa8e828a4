import {
  DocumentDamaged,
  DocumentTooComplex,
  PasswordRequired,
  PasswordWrong,
  UnsupportedFormat,
} from '../../../failure/document-errors.ts';

const format = 'protected Office document';

/** What a compound file is, by a name in its directory; today's Office uses one only to encrypt. */
const olderFormats: readonly (readonly [entry: string, title: string])[] = [
  ['WordDocument', 'a Word document of before 2007 (.doc)'],
  ['PowerPoint Document', 'a PowerPoint presentation of before 2007 (.ppt)'],
  ['Workbook', 'an Excel workbook of before 2007 (.xls)'],
  ['Book', 'an Excel workbook of before 2007 (.xls)'],
  ['__substg1.0_', 'an Outlook message (.msg)'],
];

/**
 * How often a password is hashed at most. Office does it 100,000 times; a file may ask for ten
 * million, and would take a minute.
 *
 * @see https://learn.microsoft.com/openspecs/office_file_formats/ms-offcrypto/87020a34-e73f-4139-99bc-bbdf6cf6fa55
 */
const mostHashings = 1_000_000;

/**
 * Opens a Word, Excel or PowerPoint document that is protected by a password.
 *
 * @param bytes a compound file (magic `D0 CF 11 E0`)
 * @returns the document as its program would have stored it without a password
 * @throws {PasswordRequired | PasswordWrong}
 * @throws {UnsupportedFormat} where it is not encrypted, but of a format that Office used before
 * @throws {DocumentDamaged | DocumentTooComplex}
 */
export async function decryptOffice(
  bytes: Uint8Array,
  password: string | null,
): Promise<Uint8Array> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!hasEntry(file, 'EncryptedPackage')) {
    const found = olderFormats.find(([entry]) => hasEntry(file, entry));
    const title = found?.[1] ?? 'a compound file that is no Office document';
    throw new UnsupportedFormat(title, ['DOCX', 'PPTX', 'XLSX']);
  }
  if (password === null || password === '') throw new PasswordRequired();
  limitHashing(file);

  const { decrypt } = (await import('officecrypto-tool')).default;
  const opened: unknown = await decrypt(file, { password }).catch((error: unknown) => error);
  if (opened instanceof Uint8Array) return new Uint8Array(opened);
  if (opened instanceof Error && opened.message === 'The password is incorrect') {
    throw new PasswordWrong();
  }
  throw new DocumentDamaged(format, { cause: opened });
}

/** Names in a compound file's directory are in UTF-16. */
function hasEntry(file: Buffer, name: string): boolean {
  return file.includes(Buffer.from(name, 'utf16le'));
}

function limitHashing(file: Buffer): void {
  const name = 'spinCount="';
  for (let at = file.indexOf(name); at !== -1; at = file.indexOf(name, at + name.length)) {
    const count = Number.parseInt(
      file.toString('latin1', at + name.length, at + name.length + 12),
      10,
    );
    if (count > mostHashings) {
      throw new DocumentTooComplex(`a password to be hashed more than ${mostHashings} times`);
    }
  }
}
