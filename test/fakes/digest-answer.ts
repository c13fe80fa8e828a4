import { analysis as digest } from '../../shared/analysis/built-in/document-digest.ts';
import { answer } from './model-behaviours.ts';

/** An output of the document digest that quotes nothing, so that it is true of any document. */
export const digestOutput = { ...Object(digest.example), dates: [] };

/** The answer that becomes {@link digestOutput}. */
export const digestAnswer = answer({ text: JSON.stringify(digestOutput) });
