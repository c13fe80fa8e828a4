/** Key of the claim on a request. */
export function claimKey(requestHash: string): { readonly pk: string; readonly sk: string } {
  return { pk: `EXCHANGE#${requestHash}`, sk: 'CLAIM' };
}
