import { writeFile } from 'node:fs/promises';
import type { Records } from './book-records.ts';

/** Writes down what the books were made of, for whoever looks into books that do not balance. */
export async function writeRecords(records: Records, file: string): Promise<void> {
  const plain = { ...records, results: Object.fromEntries(records.results) };
  await writeFile(file, JSON.stringify(plain, null, 2));
}
