/** Said when the local pipeline starts with text recognition on. */
export const recognitionNotice =
  'Scans are recognized by tesseract on this machine, in the place of Amazon Textract: English only, and with more errors.';
