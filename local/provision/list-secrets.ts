import type { Secret } from '../secrets/secrets-server.ts';
import type { DeclaredResources } from '../template/declared-resources.ts';
import { secretSchema } from '../template/emulated-resources.ts';

/** The template's secrets: all of them hold the key of the model's API, which is all it keeps. */
export function listSecrets(resources: DeclaredResources, value: string): Secret[] {
  return resources
    .ofType(secretSchema, 'AWS::SecretsManager::Secret')
    .map(({ name, arn }) => ({ name, arn, value }));
}
