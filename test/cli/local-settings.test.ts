import { describe, expect, it } from 'vitest';
import { readLocalSettings } from '../../shared/settings/local-settings.ts';

describe('which model answers on this machine', () => {
  it('is the offline one where neither key nor base URL nor provider is set', () => {
    expect(readLocalSettings({ PATH: '/bin', OPENAI_API_KEY: '' })).toEqual({
      modelEnvironment: { SLUICE_PROVIDER: 'offline' },
      needsOfflineModel: true,
    });
  });

  it('is the offline one where it is asked for, whatever key lies around', () => {
    const environment = { SLUICE_PROVIDER: 'offline', OPENAI_API_KEY: 'k', SLUICE_MODEL: 'm' };

    expect(readLocalSettings(environment)).toEqual({
      modelEnvironment: { SLUICE_PROVIDER: 'offline' },
      needsOfflineModel: true,
    });
  });

  it.each([
    { OPENAI_API_KEY: 'k' },
    { OPENAI_BASE_URL: 'http://127.0.0.1:8080/v1' },
    { SLUICE_PROVIDER: 'deepseek', OPENAI_API_KEY: 'k', SLUICE_MODEL: 'deepseek-flash' },
    { SLUICE_PROVIDER: 'offline', OPENAI_BASE_URL: 'http://127.0.0.1:8080/v1' },
  ])('is the one that %j names', (environment) => {
    expect(readLocalSettings({ PATH: '/bin', ...environment })).toEqual({
      modelEnvironment: environment,
      needsOfflineModel: false,
    });
  });

  it('refuses a provider that nobody knows', () => {
    expect(() => readLocalSettings({ SLUICE_PROVIDER: 'acme' })).toThrow(/SLUICE_PROVIDER/);
  });
});
