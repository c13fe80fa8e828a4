/** What to set where the AWS SDK found no region or no credentials; else nothing. */
export function awsHint(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (/region is missing/i.test(error.message)) {
    return '; set AWS_REGION to where the stack is, or AWS_PROFILE to a profile that says it';
  }
  const isWithoutCredentials =
    error.name === 'CredentialsProviderError' || /could not load credentials/i.test(error.message);
  return isWithoutCredentials
    ? '; set AWS_PROFILE to a profile that may read the stack, or log in as your account asks'
    : '';
}
