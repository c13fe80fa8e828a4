import * as z from 'zod';
import type { ProviderName } from '../../extraction/provider-names.ts';
import { ModelAccountRefused, ModelUnavailable } from '../../failure/model-errors.ts';
import type { Clock } from '../../ports/clock.ts';
import { usualClient } from './client-options.ts';

/**
 * A key is read again after this, in milliseconds: one that was rotated takes effect before the jobs
 * that were held for it come back.
 */
const keptMs = 60_000;

/** What local servers without keys are sent, as OpenAI's clients demand some key. */
const noKey = 'none';

/** Where keys are: in the environment or in a secret. */
export interface KeySource {
  readonly OPENAI_API_KEY?: string | undefined;
  readonly SLUICE_FALLBACK_API_KEY?: string | undefined;
  readonly MODEL_API_KEY_SECRET_ARN?: string | undefined;
}

/** Whose key is meant; no provider is ever sent the key of another. */
export interface KeyOwner {
  readonly provider: ProviderName;
  /** Asked in the place of the first provider: then its key has to carry its name, or a variable of its own. */
  readonly isFallback: boolean;
}

/**
 * Reads keys of model APIs: those in the environment, else Secrets Manager's, kept for a minute. A
 * secret holds the first provider's key, or JSON with a key for each provider by name.
 *
 * The client of Secrets Manager is loaded only when it is asked. The key function throws
 * {@link ModelAccountRefused} where nobody has stored a key yet, {@link ModelUnavailable} where
 * Secrets Manager does not answer.
 */
export function modelApiKeys(
  source: KeySource,
  clock: Clock,
): (owner: KeyOwner) => Promise<string> {
  const { OPENAI_API_KEY, SLUICE_FALLBACK_API_KEY, MODEL_API_KEY_SECRET_ARN } = source;
  let kept: { readonly text: string; readonly readAt: number } | undefined;
  return async (owner) => {
    const own = owner.isFallback ? SLUICE_FALLBACK_API_KEY : OPENAI_API_KEY;
    if (own !== undefined) return own;
    if (MODEL_API_KEY_SECRET_ARN === undefined) return keyIn(noKey, owner);
    if (kept === undefined || clock.now().getTime() - kept.readAt > keptMs) {
      const text = await readSecret(MODEL_API_KEY_SECRET_ARN);
      kept = { text, readAt: clock.now().getTime() };
    }
    return keyIn(kept.text, owner);
  };
}

const keysSchema = z.record(z.string(), z.string());

/** @throws {ModelAccountRefused} */
function keyIn(text: string, { provider, isFallback }: KeyOwner): string {
  const keys = keysOf(text);
  const key = keys === null ? (isFallback ? undefined : text) : keys[provider];
  if (key === undefined) {
    throw new ModelAccountRefused(
      `there is no key for ${provider}; put it into the secret, as JSON with a key for each provider by name, or set ${isFallback ? 'SLUICE_FALLBACK_API_KEY' : 'OPENAI_API_KEY'}`,
    );
  }
  return key;
}

/** Keys by provider, or `null` where the text is a single key. */
function keysOf(text: string): Readonly<Record<string, string>> | null {
  if (!text.startsWith('{')) return null;
  try {
    return keysSchema.parse(JSON.parse(text));
  } catch {
    throw new ModelAccountRefused(
      'the secret with the keys is neither a key nor JSON with a key for each provider by name',
    );
  }
}

async function readSecret(secretArn: string): Promise<string> {
  const { GetSecretValueCommand, ResourceNotFoundException, SecretsManagerClient } =
    await import('@aws-sdk/client-secrets-manager');
  try {
    const client = new SecretsManagerClient(usualClient);
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    return SecretString?.trim() ?? noKey;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) {
      throw new ModelUnavailable(
        'the key of the model API could not be read from Secrets Manager',
        {
          cause: error,
        },
      );
    }
    throw new ModelAccountRefused(
      "the stack's secret holds no key of the model API yet; put one there with aws secretsmanager put-secret-value",
      { cause: error },
    );
  }
}
