/** Close to what models count in English prose; other languages take more tokens a character. */
export const charactersPerToken = 4;

/** An approximation: the offline model has no vocabulary to count with. */
export function approximateTokenCount(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}
