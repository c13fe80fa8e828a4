import { type ModelCallDetails, ModelNotFound } from '../../failure/model-errors.ts';

/** Large servers list hundreds of models: enough to recognise one's own is enough. */
const namesShown = 20;

/** @param known what the server has, or `null` where it does not say */
export function modelNotFound(
  model: string,
  known: readonly string[] | null,
  { requestId, retryAfterMs }: ModelCallDetails,
): ModelNotFound {
  const more = (known?.length ?? 0) - namesShown;
  const has =
    known === null
      ? 'and does not list what it has; check SLUICE_MODEL and OPENAI_BASE_URL'
      : `; set SLUICE_MODEL to one of ${known.slice(0, namesShown).join(', ') || 'none'}${more > 0 ? ` and ${more} more` : ''}`;
  return new ModelNotFound(
    `the server has no model ${JSON.stringify(model)}${known === null ? ' ' : ''}${has}`,
    { requestId: requestId ?? null, retryAfterMs: retryAfterMs ?? null },
  );
}
