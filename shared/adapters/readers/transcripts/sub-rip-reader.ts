import { textOfCaptions } from '../../../document/captions.ts';
import { EmptyDocument } from '../../../failure/document-errors.ts';
import type { FormatInput, ReadText } from '../format-reader.ts';
import { parseWebVttCues } from '../web-vtt-cues.ts';
import { captionsOfCues } from './captions-of-cues.ts';

/**
 * Reads SubRip (SRT): cues as WebVTT has them, usually counted, with a comma before the fraction,
 * and without a header.
 *
 * @throws {EmptyDocument} where no cue has words
 */
export const readSubRip = ({ text }: FormatInput): ReadText => {
  const captions = captionsOfCues(parseWebVttCues(text));
  if (captions.length === 0) throw new EmptyDocument();
  return { ...textOfCaptions(captions), pages: null, warnings: [] };
};
