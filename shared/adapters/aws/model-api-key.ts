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

/**
 * The model API's key: the one in the environment, else Secrets Manager's, kept for a minute.
 *
 * The client of Secrets Manager is loaded only when it is asked. The key function throws
 * {@link ModelAccountRefused} where nobody has stored a key yet, {@link ModelUnavailable} where
 * Secrets Manager does not answer.
 */
export function modelApiKey(
  source: {
    readonly OPENAI_API_KEY?: string | undefined;
    readonly MODEL_API_KEY_SECRET_ARN?: string | undefined;
  },
  clock: Clock,
): () => Promise<string> {
  const { OPENAI_API_KEY, MODEL_API_KEY_SECRET_ARN } = source;
  let kept: { readonly key: string; readonly readAt: number } | undefined;
  return async () => {
    if (OPENAI_API_KEY !== undefined) return OPENAI_API_KEY;
    if (MODEL_API_KEY_SECRET_ARN === undefined) return noKey;
    if (kept === undefined || clock.now().getTime() - kept.readAt > keptMs) {
      kept = { key: await readSecret(MODEL_API_KEY_SECRET_ARN), readAt: clock.now().getTime() };
    }
    return kept.key;
  };
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
