import { UnsupportedFormat } from '../../../failure/document-errors.ts';
import type { FormatInput } from '../format-reader.ts';
import { readOpenDocumentStyles, type OpenDocumentStyles } from './open-document-styles.ts';
import { requirePart, unzipParts } from './zip-parts.ts';

/** What of an OpenDocument file is read. */
export interface OpenDocumentParts {
  readonly content: string;
  readonly styles: OpenDocumentStyles;
}

/** @throws {UnsupportedFormat} where the file is encrypted: OpenDocument has a way of its own */
export function openDocumentParts(input: FormatInput, format: string): OpenDocumentParts {
  const parts = unzipParts(input, format);
  const manifest = parts.read('META-INF/manifest.xml') ?? '';
  if (/<(?:\w+:)?encryption-data\b/u.test(manifest)) {
    throw new UnsupportedFormat(`an ${format} protected by a password`, [
      'OpenDocument files without a password',
    ]);
  }
  const content = requirePart(parts, 'content.xml');
  const shared = parts.read('styles.xml');
  const styled = shared === undefined ? [content] : [shared, content];
  return { content, styles: readOpenDocumentStyles(styled, format) };
}
