import type { Format } from './format.ts';
import { loadOnce } from './load-once.ts';

/** A format that shows itself by its signature. */
export interface BinaryFormat extends Format {
  /** The media types that the table of signatures has for it and for what is read the same way. */
  readonly signatures: readonly string[];
}

const openXml = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

/** Every format of bytes that is read. */
export const binaryFormats: readonly BinaryFormat[] = [
  {
    format: 'pdf',
    title: 'PDF',
    mediaType: 'application/pdf',
    signatures: ['application/pdf'],
    load: loadOnce(async () => (await import('./pdf/pdf-reader.ts')).readPdf),
  },
  {
    format: 'docx',
    title: 'DOCX',
    mediaType: `${openXml}.wordprocessingml.document`,
    signatures: [
      `${openXml}.wordprocessingml.document`,
      `${openXml}.wordprocessingml.template`,
      'application/vnd.ms-word.document.macroenabled.12',
      'application/vnd.ms-word.template.macroenabled.12',
    ],
    load: loadOnce(async () => (await import('./office/docx-reader.ts')).readDocx),
  },
  {
    format: 'pptx',
    title: 'PPTX',
    mediaType: `${openXml}.presentationml.presentation`,
    signatures: [
      `${openXml}.presentationml.presentation`,
      `${openXml}.presentationml.slideshow`,
      `${openXml}.presentationml.template`,
      'application/vnd.ms-powerpoint.presentation.macroenabled.12',
      'application/vnd.ms-powerpoint.slideshow.macroenabled.12',
      'application/vnd.ms-powerpoint.template.macroenabled.12',
    ],
    load: loadOnce(async () => (await import('./office/pptx-reader.ts')).readPptx),
  },
  {
    format: 'xlsx',
    title: 'XLSX',
    mediaType: `${openXml}.spreadsheetml.sheet`,
    signatures: [
      `${openXml}.spreadsheetml.sheet`,
      `${openXml}.spreadsheetml.template`,
      'application/vnd.ms-excel.sheet.macroenabled.12',
      'application/vnd.ms-excel.template.macroenabled.12',
    ],
    load: loadOnce(async () => (await import('./office/xlsx-reader.ts')).readXlsx),
  },
  {
    format: 'odt',
    title: 'ODT',
    mediaType: `${openDocument}.text`,
    signatures: [`${openDocument}.text`, `${openDocument}.text-template`],
    load: loadOnce(
      async () => (await import('./office/open-document-reader.ts')).readOpenDocumentText,
    ),
  },
  {
    format: 'ods',
    title: 'ODS',
    mediaType: `${openDocument}.spreadsheet`,
    signatures: [`${openDocument}.spreadsheet`, `${openDocument}.spreadsheet-template`],
    load: loadOnce(
      async () => (await import('./office/open-document-reader.ts')).readOpenDocumentSheet,
    ),
  },
  {
    format: 'odp',
    title: 'ODP',
    mediaType: `${openDocument}.presentation`,
    signatures: [`${openDocument}.presentation`, `${openDocument}.presentation-template`],
    load: loadOnce(
      async () => (await import('./office/open-document-reader.ts')).readOpenDocumentPresentation,
    ),
  },
  {
    format: 'epub',
    title: 'EPUB',
    mediaType: 'application/epub+zip',
    signatures: ['application/epub+zip'],
    load: loadOnce(async () => (await import('./office/epub-reader.ts')).readEpub),
  },
  picture('png', 'PNG', 1),
  picture('jpeg', 'JPEG', 1),
  picture('tiff', 'TIFF', null),
];

/** @param pages `null` where one file may hold several, and the signature does not say */
function picture(format: string, title: string, pages: number | null): BinaryFormat {
  const mediaType = `image/${format}`;
  const load = async () => () => ({ isScan: true, pages }) as const;
  return { format, title, mediaType, signatures: [mediaType], load };
}
