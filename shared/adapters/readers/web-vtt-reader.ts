import { type Caption, textOfCaptions } from '../../document/captions.ts';
import { EmptyDocument } from '../../failure/document-errors.ts';
import { voicesOf } from './cue-voices.ts';
import { withoutRollingRepeats } from './rolling-captions.ts';
import { findSpeakerLabels, splitAtLabels } from './speaker-labels.ts';
import type { TextReader } from './text-reader.ts';
import { parseWebVttCues, type WebVttCue } from './web-vtt-cues.ts';

/**
 * Reads WebVTT as Teams, Zoom, YouTube and transcribers write it, which is wider than its standard.
 *
 * A cue is the speaker's whom it names; one that names nobody has none, also after one that does.
 *
 * @throws {EmptyDocument} where no cue has words
 */
export const readWebVtt: TextReader = (text) => {
  const captions = captionsOf(withoutRollingRepeats(parseWebVttCues(text)));
  if (captions.length === 0) throw new EmptyDocument();
  return { ...textOfCaptions(captions), pages: null };
};

function captionsOf(cues: readonly WebVttCue[]): Caption[] {
  const spoken = cues.map((cue) => ({ cue, voices: voicesOf(cue.lines) }));
  const isVoiced = spoken.some(({ voices }) => voices.some(({ speaker }) => speaker !== null));
  const labels = isVoiced
    ? new Set<string>()
    : findSpeakerLabels(spoken.map(({ voices }) => voices[0]?.lines[0] ?? ''));

  return spoken.flatMap(({ cue: { startSeconds, endSeconds }, voices }) =>
    voices
      .flatMap((voice) => (isVoiced ? [voice] : splitAtLabels(voice.lines, labels)))
      .map(({ speaker, lines }) => ({ speaker, startSeconds, endSeconds, words: lines.join(' ') }))
      .filter(({ words }) => words !== ''),
  );
}
