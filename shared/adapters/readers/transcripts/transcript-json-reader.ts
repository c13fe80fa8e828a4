import { textOfCaptions } from '../../../document/captions.ts';
import { DocumentDamaged, EmptyDocument } from '../../../failure/document-errors.ts';
import type { FormatInput, ReadText } from '../format-reader.ts';
import { assemblyAi } from './assembly-ai.ts';
import { awsCallAnalytics } from './aws-call-analytics.ts';
import { awsTranscribe } from './aws-transcribe.ts';
import { captionsOfSegments } from './captions-of-segments.ts';
import { deepgram } from './deepgram.ts';
import { isRecord, mostJsonCharacters, parseJson, startsAsJson } from './parse-json.ts';
import type { Segment, TranscriptVendor } from './transcript-vendor.ts';
import { openAiDiarized, whisper } from './whisper.ts';
import { whisperCpp } from './whisper-cpp.ts';

/** The narrowest shapes first. */
const vendors: readonly TranscriptVendor[] = [
  awsTranscribe,
  awsCallAnalytics,
  deepgram,
  assemblyAi,
  whisperCpp,
  openAiDiarized,
  whisper,
];

/** A transcript has one of these at the top, or is a list of segments: no schema need look at the rest. */
const telltales = ['Transcript', 'results', 'utterances', 'segments', 'transcription', 'words'];

/**
 * Whether it is JSON that a transcriber wrote.
 *
 * @param json parses it, or has parsed it
 */
export function isTranscriptJson(
  text: string,
  json: () => unknown = () => parseJson(text),
): boolean {
  return text.length <= mostJsonCharacters && startsAsJson(text) && findTranscript(json()) !== null;
}

/**
 * Reads what transcribers write as JSON: who said what when. What they say of how sure they are,
 * and of single words, is left out.
 *
 * @throws {DocumentDamaged} where no transcriber writes such JSON
 * @throws {EmptyDocument} where nothing was said
 */
export const readTranscriptJson = ({ text, json }: FormatInput): ReadText => {
  const found = findTranscript(json === undefined ? parseJson(text) : json());
  if (found === null) throw new DocumentDamaged('transcript in JSON');

  const captions = captionsOfSegments(found.segments);
  if (captions.length === 0) throw new EmptyDocument();
  return { ...textOfCaptions(captions), format: found.format, pages: null, warnings: [] };
};

function findTranscript(json: unknown): { format: string; segments: readonly Segment[] } | null {
  if (!mayBeTranscript(json)) return null;
  for (const { format, segmentsOf } of vendors) {
    const segments = segmentsOf(json);
    if (segments !== null) return { format, segments };
  }
  return null;
}

function mayBeTranscript(json: unknown): boolean {
  if (Array.isArray(json)) return isRecord(json[0]) && 'start' in json[0];
  return isRecord(json) && telltales.some((key) => key in json);
}
