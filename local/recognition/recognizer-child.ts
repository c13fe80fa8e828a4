import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createWorker, OEM } from 'tesseract.js';
import { pagePictures } from './page-pictures.ts';
import { childRequestSchema } from './recognizer-messages.ts';

/** English only, in the smaller of the two sizes: what the larger one says is the same. */
const languageData = join(
  dirname(fileURLToPath(import.meta.resolve('@tesseract.js-data/eng/package.json'))),
  '4.0.0_best_int',
);

// Whoever started this process is gone: so is the interest in its answer.
process.once('disconnect', () => process.exit());
process.once('message', (message) => {
  void answer(message);
});
// What is sent while the modules still load would be lost.
process.send?.('ready');

async function answer(message: unknown): Promise<void> {
  try {
    const { bytes } = childRequestSchema.parse(message);
    process.send?.({ pages: await recognize(bytes) });
  } catch (error) {
    process.send?.({ problem: error instanceof Error ? error.message : 'unknown' });
  }
}

async function recognize(bytes: Uint8Array): Promise<string[][]> {
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    langPath: languageData,
    cacheMethod: 'none',
    gzip: true,
  });
  try {
    const pages: string[][] = [];
    for await (const picture of pagePictures(bytes)) {
      const { data } = await worker.recognize(picture);
      pages.push(data.text.split('\n').filter((line) => line.trim() !== ''));
    }
    return pages;
  } finally {
    await worker.terminate();
  }
}
