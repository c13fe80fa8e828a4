import { EmptyDocument } from '../../../failure/document-errors.ts';
import { hasWords } from '../has-words.ts';

/** @throws {EmptyDocument} where nothing in the text can be seen */
export function requireText(text: string): string {
  if (!hasWords(text)) throw new EmptyDocument();
  return text;
}
