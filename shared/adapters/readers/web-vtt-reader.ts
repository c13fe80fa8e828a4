import { textOfCaptions } from '../../document/captions.ts';
import { EmptyDocument } from '../../failure/document-errors.ts';
import type { FormatInput, ReadText } from './format-reader.ts';
import { captionsOfCues } from './transcripts/captions-of-cues.ts';
import { parseWebVttCues } from './web-vtt-cues.ts';

/**
 * Reads WebVTT as Teams, Zoom, YouTube and transcribers write it, which is wider than its standard.
 *
 * @throws {EmptyDocument} where no cue has words
 */
export const readWebVtt = ({ text }: FormatInput): ReadText => {
  const captions = captionsOfCues(parseWebVttCues(text));
  if (captions.length === 0) throw new EmptyDocument();
  return { ...textOfCaptions(captions), pages: null, warnings: [] };
};
