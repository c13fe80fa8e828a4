import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { runPipeline } from '../running-pipeline.ts';

const parts = {
  resources: { Key: { Type: 'AWS::SecretsManager::Secret', Properties: {} } },
  outputs: { Arn: { Value: { Ref: 'Key' } } },
};
const account = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

describe('the secrets of a template', () => {
  it.each([
    [{ OPENAI_API_KEY: 'sk-mine' }, 'sk-mine'],
    [{}, 'not-set'],
  ])('with %j in the environment hold %s', async (environment, value) => {
    const { endpoints, outputs } = await runPipeline(parts, { environment });
    const client = new SecretsManagerClient({ ...account, endpoint: endpoints.secretsManager });

    const answer = await client.send(new GetSecretValueCommand({ SecretId: outputs['Arn'] }));

    expect(answer.SecretString).toBe(value);
  });

  it('are all there are', async () => {
    const { endpoints } = await runPipeline(parts);
    const client = new SecretsManagerClient({ ...account, endpoint: endpoints.secretsManager });

    const answer = client.send(new GetSecretValueCommand({ SecretId: 'other' }));

    await expect(answer).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('share their port with an answer for every service that is not emulated', async () => {
    const { endpoints } = await runPipeline(parts);
    const client = new CloudFormationClient({ ...account, endpoint: endpoints.secretsManager });

    await expect(client.send(new ListStacksCommand())).rejects.toThrow(/not emulated|Unknown/);
  });
});
