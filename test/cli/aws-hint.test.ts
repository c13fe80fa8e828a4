import { describe, expect, it } from 'vitest';
import { awsHint } from '../../cli/deployment/aws-hint.ts';

describe('what to set where a stack cannot be read', () => {
  it('is the region, where the SDK found none', () => {
    expect(awsHint(new Error('Region is missing'))).toContain('AWS_REGION');
  });

  it('is a profile, where the SDK found no credentials', () => {
    const error = new Error('Could not load credentials from any providers');
    error.name = 'CredentialsProviderError';

    expect(awsHint(error)).toContain('AWS_PROFILE');
  });

  it('is nothing, where the stack itself is the trouble', () => {
    expect(awsHint(new Error('Stack with id Sluice does not exist'))).toBe('');
  });
});
