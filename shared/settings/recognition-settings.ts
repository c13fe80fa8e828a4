import * as z from 'zod';

/** Whether scans are recognized, and by whom; the same variable for worker and keeper. */
export const recognitionEnvironmentSchema = z.object({
  /** `tesseract` is this machine, behind Textract's API: the local pipeline sets it. */
  TEXT_RECOGNITION: z.enum(['off', 'textract', 'tesseract']).default('off'),
});
