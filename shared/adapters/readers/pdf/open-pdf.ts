import type { getResolvedPDFJS } from 'unpdf';
import {
  DocumentDamaged,
  PasswordRequired,
  PasswordWrong,
} from '../../../failure/document-errors.ts';

type PdfLibrary = Awaited<ReturnType<typeof getResolvedPDFJS>>;
export type PdfLoading = ReturnType<PdfLibrary['getDocument']>;
export type PdfDocument = Awaited<PdfLoading['promise']>;
export type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>;
export type PdfTextContent = Awaited<ReturnType<PdfPage['getTextContent']>>;

/**
 * Begins to load a document; the library comes with the first one.
 *
 * No font is looked for or installed, and forms that are programs (XFA) are not run.
 *
 * @see https://mozilla.github.io/pdf.js/api/draft/module-pdfjsLib.html#~DocumentInitParameters
 */
export async function startLoading(
  bytes: Uint8Array,
  password: string | null,
): Promise<PdfLoading> {
  const { getResolvedPDFJS } = await import('unpdf');
  const { getDocument } = await getResolvedPDFJS();
  return getDocument({
    // A copy: the library takes the buffer away from its owner.
    data: new Uint8Array(bytes),
    ...(password !== null && { password }),
    verbosity: 0,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
  });
}

/** @throws {PasswordRequired | PasswordWrong | DocumentDamaged} */
export async function finishLoading(
  loading: PdfLoading,
  password: string | null,
): Promise<PdfDocument> {
  try {
    return await loading.promise;
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw password === null ? new PasswordRequired() : new PasswordWrong();
    }
    throw new DocumentDamaged('PDF', { cause: error });
  }
}
