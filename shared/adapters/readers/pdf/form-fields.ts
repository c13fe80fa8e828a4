import * as z from 'zod';
import type { PdfDocument, PdfPage } from './open-pdf.ts';

/** A field somebody filled in; what is typed into it is not among the page's text. */
const fieldSchema = z.looseObject({
  subtype: z.literal('Widget'),
  fieldName: z.string().min(1),
  fieldValue: z.string().trim().min(1).or(z.array(z.string()).min(1)),
});

const documentsWithForm = new WeakMap<PdfDocument, Promise<boolean>>();

/** One line per filled-in field of the page, `name: value`. */
export async function fieldsOf(document: PdfDocument, page: PdfPage): Promise<string> {
  if (!(await hasForm(document))) return '';
  const annotations: unknown[] = await page.getAnnotations();
  return annotations
    .flatMap((annotation) => {
      const field = fieldSchema.safeParse(annotation);
      if (!field.success || field.data.fieldValue === 'Off') return [];
      const { fieldName, fieldValue } = field.data;
      return [`${fieldName}: ${[fieldValue].flat().join(', ')}`];
    })
    .join('\n');
}

async function hasForm(document: PdfDocument): Promise<boolean> {
  const known = documentsWithForm.get(document);
  if (known !== undefined) return known;
  const asked = document.getFieldObjects().then((fields) => fields !== null);
  documentsWithForm.set(document, asked);
  return asked;
}
