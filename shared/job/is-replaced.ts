/** Whether another job took this one's place: then it is that one which counts. */
export function isReplaced({
  status,
  error,
}: {
  readonly status: string;
  readonly error: { readonly code: string } | null;
}): boolean {
  return status === 'CANCELLED' && error?.code === 'REVISION_REPLACED';
}
