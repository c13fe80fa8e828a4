import { type RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type ModelEnvironment } from '../shared/settings/model-settings.ts';
import { type StackSettings } from './stack-settings.ts';

export interface ModelApiKeyProps {
  readonly removalPolicy: RemovalPolicy;
}

/**
 * The key of the model's API. It is created without a value, which no deployment changes later: a
 * person puts the key there once, and a key that nobody has put says so instead of being refused
 * by the provider.
 */
export class ModelApiKey extends Construct {
  readonly secretArn: string;

  constructor(scope: Construct, id: string, { removalPolicy }: ModelApiKeyProps) {
    super(scope, id);
    const secret = new CfnSecret(this, 'Secret', {
      description: 'Key of the model API, or JSON with a key for each provider by name',
    });
    secret.applyRemovalPolicy(removalPolicy);
    this.secretArn = secret.ref;
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The provider issues the key and has no API to rotate it; a person puts a new one.',
    });
  }

  /** Lets a function read the key. */
  allowReading(): PolicyStatement {
    return new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      resources: [this.secretArn],
    });
  }

  /** What intake and worker are both told of the model, so that both resolve the same one. */
  environment(settings: StackSettings): ModelEnvironment {
    return {
      SLUICE_PROVIDER: settings.provider,
      OPENAI_BASE_URL: settings.baseUrl,
      SLUICE_MODEL: settings.model,
      SLUICE_THINKING: settings.thinking,
      SLUICE_THINKING_SWITCH: settings.thinkingSwitch,
      SLUICE_STRUCTURED_OUTPUT: settings.structuredOutput,
      SLUICE_MODEL_CONTEXT: settings.modelContext?.toString(),
      SLUICE_FALLBACK: settings.fallback,
      MODEL_API_KEY_SECRET_ARN: this.secretArn,
    };
  }
}
