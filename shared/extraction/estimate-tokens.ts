/** From here on a character is taken for one of a script that needs more tokens, punctuation apart. */
const firstWide = 0x0250;
const punctuation = { first: 0x2000, last: 0x206f } as const;

/**
 * Tokens that a text takes at most, estimated from its characters.
 *
 * Errs high: DeepSeek's V3 tokenizer was measured at 0.23 tokens a character for English, 0.32 for
 * Polish and 0.53 for Chinese, and its documentation says 0.3 and 0.6.
 *
 * @see https://api-docs.deepseek.com/quick_start/token_usage
 */
export function estimateTokens(text: string): number {
  let wide = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= firstWide && (code < punctuation.first || code > punctuation.last)) wide += 1;
  }
  return Math.ceil((text.length - wide) * 0.35 + wide * 0.65);
}
