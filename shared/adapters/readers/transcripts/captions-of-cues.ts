import type { Caption } from '../../../document/captions.ts';
import { voicesOf } from '../cue-voices.ts';
import { withoutRollingRepeats } from '../rolling-captions.ts';
import { findSpeakerLabels, splitAtLabels } from '../speaker-labels.ts';
import type { WebVttCue } from '../web-vtt-cues.ts';

/**
 * What the cues of a file of captions say, without what they repeat.
 *
 * A cue is the speaker's whom it names, by a voice tag or by a label before the words; one that
 * names nobody has none, also after one that does.
 */
export function captionsOfCues(cues: readonly WebVttCue[]): Caption[] {
  const shown = withoutRollingRepeats(cues);
  const isVoiced = shown.some(({ lines }) =>
    voicesOf(lines).some(({ speaker }) => speaker !== null),
  );
  const labels = isVoiced
    ? new Set<string>()
    : findSpeakerLabels(shown.map(({ lines }) => voicesOf(lines)[0]?.lines[0] ?? ''));

  // What is found in a cue is dropped with it: a million cues have to fit.
  const captions: Caption[] = [];
  for (const { startSeconds, endSeconds, lines } of shown) {
    for (const voice of voicesOf(lines)) {
      const parts = isVoiced ? [voice] : splitAtLabels(voice.lines, labels);
      for (const { speaker, lines: spoken } of parts) {
        const words = spoken.join(' ');
        if (words !== '') captions.push({ speaker, startSeconds, endSeconds, words });
      }
    }
  }
  return captions;
}
