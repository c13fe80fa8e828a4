import utif from 'utif2';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { grayMap, grayOfRgba } from './gray-map.ts';

/** Dots per inch that tesseract wants of a page, over the points of PDF. */
const wantedScale = 200 / 72;

/** A page at 200 dots per inch may be A2 and no larger: what is larger is shown smaller. */
const maximumPixels = 16_000_000;

/**
 * The pages of a scan, one at a time, as pictures that tesseract reads: PNG and JPEG as they are,
 * PDF and TIFF as grey maps.
 *
 * @yields one page
 * @throws {Error} where the bytes are none of them, or damaged
 */
export async function* pagePictures(bytes: Uint8Array): AsyncGenerator<Buffer> {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (start.startsWith('\u0089PNG') || start.startsWith('\u00ff\u00d8\u00ff')) {
    yield Buffer.from(bytes);
  } else if (start.startsWith('II*\0') || start.startsWith('MM\0*')) {
    yield* tiffPages(bytes);
  } else if (start.includes('%PDF-')) {
    yield* pdfPages(bytes);
  } else {
    throw new Error('the document is neither PDF nor TIFF nor PNG nor JPEG');
  }
}

async function* pdfPages(bytes: Uint8Array): AsyncGenerator<Buffer> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  try {
    for (const page of document.pages()) {
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const largest = Math.sqrt(maximumPixels / Math.max(1, originalWidth * originalHeight));
      const { width, height, data } = await page.render({
        scale: Math.min(wantedScale, largest),
        colorSpace: 'Gray',
        render: async ({ data: rendered }) => rendered,
      });
      yield grayMap({ width, height, pixels: data });
    }
  } finally {
    document.destroy();
    library.destroy();
  }
}

async function* tiffPages(bytes: Uint8Array): AsyncGenerator<Buffer> {
  const file = Buffer.from(bytes);
  for (const directory of utif.decode(file)) {
    const pixels = firstNumber(directory['t256']) * firstNumber(directory['t257']);
    if (!(pixels <= 4 * maximumPixels)) throw new Error('a page has too many pixels');
    utif.decodeImage(file, directory);
    const { width, height } = directory;
    yield grayMap({ width, height, pixels: grayOfRgba(utif.toRGBA8(directory)) });
  }
}

/** A tag's first value; not a number where the tag is missing. */
function firstNumber(tag: unknown): number {
  return Number(Array.isArray(tag) ? tag[0] : undefined);
}
