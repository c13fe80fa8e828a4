import { afterEach, describe, expect, it, vi } from 'vitest';
import { startSecretsServer } from '../../../../local/secrets/secrets-server.ts';
import { modelApiKeys } from '../../../../shared/adapters/aws/model-api-key.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';

const first = { provider: 'cometapi', isFallback: false } as const;
const fallback = { provider: 'deepseek', isFallback: true } as const;
const clock = new ManualClock();
const secretArn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:key';

afterEach(() => vi.unstubAllEnvs());

/** Keys from a secret that holds this text. */
async function keysInSecret(
  value: string,
  use: (keys: ReturnType<typeof modelApiKeys>, rotate: (value: string) => void) => Promise<void>,
): Promise<void> {
  const server = await startSecretsServer();
  const rotate = (text: string): void =>
    server.hold([{ name: 'key', arn: secretArn, value: text }]);
  rotate(value);
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', server.endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  try {
    await use(modelApiKeys({ MODEL_API_KEY_SECRET_ARN: secretArn }, clock), rotate);
  } finally {
    await server.stop();
  }
}

describe('the key of a model API', () => {
  it('in a variable is that of the first provider, and of no other', async () => {
    const keys = modelApiKeys({ OPENAI_API_KEY: 'first-key' }, clock);

    expect(await keys(first)).toBe('first-key');
    await expect(keys(fallback)).rejects.toMatchObject({ code: 'MODEL_ACCOUNT_REFUSED' });
  });

  it('of a fallback has a variable of its own', async () => {
    const source = { OPENAI_API_KEY: 'first-key', SLUICE_FALLBACK_API_KEY: 'other-key' };

    expect(await modelApiKeys(source, clock)(fallback)).toBe('other-key');
  });

  it('alone in the secret is that of the first provider, and of no other', async () => {
    await keysInSecret('first-key', async (keys) => {
      expect(await keys(first)).toBe('first-key');
      await expect(keys(fallback)).rejects.toThrow('there is no key for deepseek');
    });
  });

  it('is found by the name of its provider where the secret holds several', async () => {
    const both = JSON.stringify({ cometapi: 'first-key', deepseek: 'other-key' });
    await keysInSecret(both, async (keys) => {
      expect(await keys(first)).toBe('first-key');
      expect(await keys(fallback)).toBe('other-key');
    });
  });

  it('is read again after a minute, when it may have been rotated', async () => {
    await keysInSecret('old-key', async (keys, rotate) => {
      expect(await keys(first)).toBe('old-key');
      rotate('new-key');
      expect(await keys(first)).toBe('old-key');
      await clock.advance(60_001);
      expect(await keys(first)).toBe('new-key');
    });
  });

  it('is not told by a secret that cannot be read as JSON', async () => {
    await keysInSecret('{"cometapi": secret-key}', async (keys) => {
      const failing = keys(first);
      await expect(failing).rejects.toThrow('neither a key nor JSON');
      await expect(failing).rejects.not.toThrow('secret-key');
    });
  });
});
