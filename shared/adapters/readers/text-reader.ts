import type { DocumentText } from '../../document/document-text.ts';

/**
 * What a reader of one format makes of decoded text.
 *
 * @throws {PipelineError} one of failure/document-errors.ts, and nothing else
 */
export type TextReader = (text: string) => Omit<DocumentText, 'format' | 'mediaType'>;
