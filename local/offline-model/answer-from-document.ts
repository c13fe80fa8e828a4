import { jsonSchemaOf } from '../../shared/analysis/define-analysis.ts';
import { analysis as documentDigest } from '../../shared/analysis/built-in/document-digest.ts';
import { analysis as meetingMinutes } from '../../shared/analysis/built-in/meeting-minutes.ts';
import { extractDigest } from './extract-digest.ts';
import { extractMinutes } from './extract-minutes.ts';
import { fillSchema } from './fill-schema.ts';
import { mergePartials } from './merge-partials.ts';
import type { PromptParts } from './prompt-parts.ts';

const extractors = new Map<string, (text: string) => unknown>([
  [JSON.stringify(jsonSchemaOf(meetingMinutes)), extractMinutes],
  [JSON.stringify(jsonSchemaOf(documentDigest)), extractDigest],
]);

const schemaOfUnknownTask = {
  type: 'object',
  properties: { summary: { type: 'string' } },
  required: ['summary'],
};

/**
 * The JSON text that answers a prompt, made of the document's own words.
 *
 * What parts of it say is merged of their own words. Else the schema decides: the shipped analyses have an extractor each, any other schema is filled.
 *
 * @throws {SyntaxError} when the schema is not JSON
 */
export function answerFromDocument({ document, schemaJson, partials }: PromptParts): string {
  const schema: unknown = schemaJson === null ? schemaOfUnknownTask : JSON.parse(schemaJson);
  if (partials !== null) return JSON.stringify(mergePartials(schema, partials));
  const extract = extractors.get(JSON.stringify(schema));
  return JSON.stringify(extract === undefined ? fillSchema(schema, document) : extract(document));
}
