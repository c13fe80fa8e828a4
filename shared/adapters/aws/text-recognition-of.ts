import type { RecognitionProvider } from '../../money/page-prices.ts';
import type { TextRecognition } from '../../ports/text-recognition.ts';
import { TextractRecognition } from './textract-recognition.ts';

/** The recognition that a function's settings name; `null` where it is off. */
export function textRecognitionOf(settings: {
  readonly TEXT_RECOGNITION: RecognitionProvider | 'off';
}): TextRecognition | null {
  const { TEXT_RECOGNITION: provider } = settings;
  return provider === 'off' ? null : new TextractRecognition(provider);
}
