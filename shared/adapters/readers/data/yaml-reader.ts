import type { FormatInput, ReadText } from '../format-reader.ts';
import { asItStands } from './as-it-stands.ts';

/** YAML as it stands: no alias is followed, so that nothing is expanded. */
export const readYaml = ({ text }: FormatInput): ReadText => asItStands(text);
