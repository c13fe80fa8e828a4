import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  namedModelSettings,
  readLocalRecognition,
  readLocalSettings,
} from '../../shared/settings/local-settings.ts';
import { SettingsInvalid } from '../../shared/settings/settings-invalid.ts';

describe('which model answers on this machine', () => {
  it('is the offline one where neither key nor base URL nor provider is set', () => {
    expect(readLocalSettings({ PATH: '/bin', OPENAI_API_KEY: '' })).toEqual({
      model: { SLUICE_PROVIDER: 'offline' },
      offline: 'nothing-named',
      unused: [],
    });
  });

  it('is the offline one where it is asked for, whatever server and key lie around', () => {
    const environment = {
      SLUICE_PROVIDER: 'offline',
      OPENAI_BASE_URL: 'http://127.0.0.1:8080/v1',
      OPENAI_API_KEY: 'k',
      SLUICE_MODEL: 'm',
      SLUICE_FALLBACK: 'deepseek',
      SLUICE_THINKING: 'on',
      SLUICE_THINKING_SWITCH: 'chat-template',
      SLUICE_STRUCTURED_OUTPUT: 'json_schema',
      SLUICE_MODEL_CONTEXT: '32768',
    };

    expect(readLocalSettings(environment)).toEqual({
      model: { SLUICE_PROVIDER: 'offline', SLUICE_THINKING: 'on', SLUICE_MODEL_CONTEXT: 32_768 },
      offline: 'asked-for',
      unused: [
        'OPENAI_BASE_URL',
        'OPENAI_API_KEY',
        'SLUICE_MODEL',
        'SLUICE_THINKING_SWITCH',
        'SLUICE_STRUCTURED_OUTPUT',
        'SLUICE_FALLBACK',
      ],
    });
  });

  it.each([
    { OPENAI_API_KEY: 'k' },
    { OPENAI_BASE_URL: 'http://127.0.0.1:8080/v1' },
    { SLUICE_PROVIDER: 'deepseek', OPENAI_API_KEY: 'k', SLUICE_MODEL: 'deepseek-flash' },
  ])('is the one that %j names', (environment) => {
    expect(readLocalSettings({ PATH: '/bin', ...environment })).toEqual({
      model: environment,
      offline: null,
      unused: [],
    });
  });
});

describe('text recognition on this machine', () => {
  it.each([
    [{}, 'off'],
    [{ SLUICE_TEXT_RECOGNITION: 'off' }, 'off'],
    [{ SLUICE_TEXT_RECOGNITION: 'on', TEXT_RECOGNITION: 'textract' }, 'tesseract'],
  ])('with %j is %s', (environment, provider) => {
    expect(readLocalRecognition(environment)).toEqual({ TEXT_RECOGNITION: provider });
  });

  it('refuses a word that it does not know', () => {
    expect(() => readLocalRecognition({ SLUICE_TEXT_RECOGNITION: 'yes' })).toThrow(
      /SLUICE_TEXT_RECOGNITION/,
    );
  });
});

describe('settings that cannot be read', () => {
  it('are named on a line each, with their value and what is allowed', () => {
    const environment = {
      SLUICE_PROVIDER: 'acme',
      OPENAI_BASE_URL: '127.0.0.1:18080',
      OPENAI_API_KEY: 'secret',
      SLUICE_THINKING: 'maybe',
      SLUICE_STRUCTURED_OUTPUT: 'yaml',
      SLUICE_MODEL_CONTEXT: '128k',
      SLUICE_TEXT_RECOGNITION: 'yes',
    };

    for (const read of [readLocalSettings, readLocalRecognition]) {
      expect(messageOf(() => read(environment)).split('\n')).toEqual([
        'SLUICE_PROVIDER is "acme"; allowed are cometapi, deepseek, openai, openrouter, custom, offline',
        'OPENAI_BASE_URL is "127.0.0.1:18080"; it has to be an address that begins with http:// or https://, such as http://127.0.0.1:11434/v1',
        'SLUICE_THINKING is "maybe"; allowed are on, off',
        'SLUICE_STRUCTURED_OUTPUT is "yaml"; allowed are json_schema, strict_tools, json_object, text',
        'SLUICE_MODEL_CONTEXT is "128k"; it has to be a whole number above zero',
        'SLUICE_TEXT_RECOGNITION is "yes"; allowed are on, off',
      ]);
    }
  });

  it('are found where an address has another scheme', () => {
    expect(messageOf(() => readLocalSettings({ OPENAI_BASE_URL: 'localhost:11434' }))).toContain(
      'OPENAI_BASE_URL is "localhost:11434"; it has to be an address',
    );
  });

  it('never show a key', () => {
    const { error } = z.object({ API_KEY: z.enum(['a']) }).safeParse({ API_KEY: 'secret' });
    if (error === undefined) throw new Error('expected an error');

    expect(new SettingsInvalid(error, { API_KEY: 'secret' }).message).toBe(
      'API_KEY cannot be used; allowed are a',
    );
  });
});

describe('the names of settings of the model', () => {
  it('are those that are set, whatever their values', () => {
    const environment = { PATH: '/bin', SLUICE_PROVIDER: 'acme', OPENAI_API_KEY: '' };

    expect(namedModelSettings(environment)).toEqual(['SLUICE_PROVIDER']);
  });
});

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof SettingsInvalid) return error.message;
  }
  throw new Error('expected SettingsInvalid');
}
