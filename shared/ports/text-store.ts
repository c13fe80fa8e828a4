import type { KeptText } from '../document/kept-text.ts';

/** Texts that were recognized in scans, kept so that each is paid once. */
export interface TextStore {
  get(recognitionHash: string): Promise<KeptText | undefined>;
  put(text: KeptText): Promise<void>;
}
