import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readDeadLettersSettings } from '../../shared/settings/dead-letters-settings.ts';
import { readIntakeSettings } from '../../shared/settings/intake-settings.ts';
import { readKeeperSettings } from '../../shared/settings/keeper-settings.ts';
import { readNightlySettings } from '../../shared/settings/nightly-settings.ts';
import { readWorkerSettings } from '../../shared/settings/worker-settings.ts';
import { synthesize } from './synthesize.ts';

const modelContext = {
  provider: 'custom',
  baseUrl: 'https://models.example/v1',
  model: 'small',
  thinking: 'off',
  thinkingSwitch: 'chat-template',
  structuredOutput: 'json_schema',
  modelContext: '32768',
};
const { template } = synthesize({
  ...modelContext,
  nightlyTime: '01:30',
  nightlyTimeZone: 'Europe/Warsaw',
  logRetentionDays: '7',
});

const functionSchema = z.object({
  Properties: z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) }),
});

/** The variables of a function as it would see them, with a stand-in for what AWS names later. */
function environmentOf(construct: string): Record<string, string> {
  const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
  const [, found] = functions.find(([id]) => id.startsWith(`${construct}Function`)) ?? [];
  const { Variables } = functionSchema.parse(found).Properties.Environment;
  return Object.fromEntries(
    Object.entries(Variables).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : `https://aws.example/${JSON.stringify(value)}`,
    ]),
  );
}

describe('the functions', () => {
  it('run our bundles on Node 24 and arm64, and log JSON', () => {
    expect(template).toHaveOnly('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'handler.handler',
      LoggingConfig: Match.objectLike({ LogFormat: 'JSON', LogGroup: Match.anyValue() }),
    });
    expect(Object.keys(template.findResources('AWS::Lambda::Function'))).toHaveLength(5);
  });

  it.each([
    ['Intake', readIntakeSettings],
    ['Worker', readWorkerSettings],
    ['Nightly', readNightlySettings],
    ['Keeper', readKeeperSettings],
    ['DeadLetters', readDeadLettersSettings],
  ])('are told all that their settings ask for (%s)', (construct, readSettings) => {
    expect(() => readSettings(environmentOf(construct))).not.toThrow();
  });

  it('ask the same model in intake and worker, with the key from Secrets Manager', () => {
    for (const construct of ['Intake', 'Worker']) {
      expect(environmentOf(construct)).toMatchObject({
        SLUICE_PROVIDER: 'custom',
        OPENAI_BASE_URL: 'https://models.example/v1',
        SLUICE_MODEL: 'small',
        SLUICE_THINKING: 'off',
        SLUICE_THINKING_SWITCH: 'chat-template',
        SLUICE_STRUCTURED_OUTPUT: 'json_schema',
        SLUICE_MODEL_CONTEXT: '32768',
        MODEL_API_KEY_SECRET_ARN: expect.stringContaining('ModelApiKeySecret'),
      });
      expect(environmentOf(construct)).not.toHaveProperty('OPENAI_API_KEY');
    }
  });

  it('set no variable of the model that nobody chose', () => {
    const plain = synthesize().template;

    expect(plain).toHaveResource('AWS::Lambda::Function', {
      Timeout: 900,
      MemorySize: 1024,
      Environment: {
        Variables: Match.objectLike({
          SLUICE_PROVIDER: Match.absent(),
          OPENAI_BASE_URL: Match.absent(),
          SLUICE_MODEL: Match.absent(),
        }),
      },
    });
  });

  it('keep their logs for as long as the setting says', () => {
    expect(template).toHaveOnly('AWS::Logs::LogGroup', { RetentionInDays: 7 });
    expect(Object.keys(template.findResources('AWS::Logs::LogGroup'))).toHaveLength(5);
  });

  it('need no secret in the template', () => {
    expect(template).toHaveResource('AWS::SecretsManager::Secret', {
      SecretString: Match.absent(),
      GenerateSecretString: Match.absent(),
    });
  });

  it('are all ours: CDK adds no function of its own', () => {
    const types = Object.values(template.toJSON()['Resources']).map(
      (resource) => z.object({ Type: z.string() }).parse(resource).Type,
    );

    expect(types.filter((type) => /Custom::|CloudFormation::CustomResource/.test(type))).toEqual(
      [],
    );
    expect(
      types.filter((type) => type.startsWith('AWS::KMS') || type.startsWith('AWS::EC2')),
    ).toEqual([]);
  });
});

describe('the schedules', () => {
  const input = '{"scheduledTime":"<aws.scheduler.scheduled-time>"}';

  it('release the night at the time and in the zone of the settings', () => {
    expect(template).toHaveResource('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(30 1 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Warsaw',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NightlyFunction'), 'Arn'] },
        Input: input,
      },
    });
    expect(environmentOf('Nightly')).toMatchObject({ NIGHTLY_TIME_ZONE: 'Europe/Warsaw' });
  });

  it('release it at 22:00 UTC where nobody says otherwise', () => {
    expect(synthesize().template).toHaveResource('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0 22 * * ? *)',
      ScheduleExpressionTimezone: 'UTC',
    });
  });

  it.each(['Keeper', 'DeadLetters'])('run %s every minute, and never two runs for one', (name) => {
    expect(template).toHaveResource('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      Target: {
        Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${name}Function`), 'Arn'] },
        Input: input,
        RetryPolicy: { MaximumRetryAttempts: 0 },
      },
    });
    expect(template).toHaveResource('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp(`^${name}Function`) },
      MaximumRetryAttempts: 0,
    });
  });

  it.each(['Nightly', 'Keeper', 'DeadLetters'])('are found by their logical id (%s)', (name) => {
    const ids = Object.keys(template.findResources('AWS::Scheduler::Schedule'));

    expect(ids.filter((id) => id.includes(name))).toHaveLength(1);
  });
});
