import { describe, expect, it } from 'vitest';
import { readStackSettings } from '../../infra/stack-settings.ts';

describe('the settings of a stack', () => {
  it('all have a default', () => {
    expect(readStackSettings({})).toEqual({
      nightlyTime: '22:00',
      nightlyTimeZone: 'UTC',
      maxDocumentBytes: 20 * 1024 * 1024,
      readerTimeoutMs: 60_000,
      maxPages: 3_000,
      maxCharacters: 20_000_000,
      maxExpandedBytes: 200_000_000,
      maxArchiveMembers: 1_000,
      maxArchiveDepth: 3,
      textRecognition: 'off',
      maxAttempts: 20,
      maxTries: 3,
      concurrentParts: 4,
      nowWorkers: 5,
      nightlyWorkers: 10,
      exchangeRetentionDays: 400,
      jobRetentionDays: 400,
      documentRetentionDays: 0,
      documentVersionRetentionDays: 30,
      resultRetentionDays: 0,
      ledgerRetentionDays: 0,
      logRetentionDays: 30,
      removal: 'retain',
    });
  });

  it('may be numbers, or text as the command line gives them', () => {
    expect(readStackSettings({ maxAttempts: 3, nowWorkers: '12' })).toMatchObject({
      maxAttempts: 3,
      nowWorkers: 12,
    });
  });

  it('let jobs be kept for ever, or as long as their answers', () => {
    expect(readStackSettings({ jobRetentionDays: 0 })).toMatchObject({ jobRetentionDays: 0 });
    expect(readStackSettings({ jobRetentionDays: 30, exchangeRetentionDays: 30 })).toMatchObject({
      jobRetentionDays: 30,
    });
  });

  it('stand beside what CDK keeps in its context', () => {
    const cdk = { '@aws-cdk/core:checkSecretUsage': true, 'aws:cdk:enable-path-metadata': true };

    expect(readStackSettings({ ...cdk, model: 'small' })).toMatchObject({ model: 'small' });
  });

  it.each([
    ['a name that is misspelt', { nowWorker: 5 }, 'nowWorker'],
    ['a time that is none', { nightlyTime: '24:00' }, 'not a time like 22:00'],
    [
      'a zone that nobody lives in',
      { nightlyTimeZone: 'Europe/Atlantis' },
      'not an IANA time zone',
    ],
    ['the offline model, which runs only locally', { provider: 'offline' }, 'provider'],
    [
      'a model id as a switch, which only a preset can know',
      { thinkingSwitch: 'model-id' },
      'thinkingSwitch',
    ],
    ['a way to JSON that nobody has', { structuredOutput: 'yaml' }, 'structuredOutput'],
    ['a context of no tokens', { modelContext: 0 }, 'modelContext'],
    ['one worker, which Lambda does not offer', { nowWorkers: 1 }, 'nowWorkers'],
    [
      'more workers than their shared items in the table bear',
      { nowWorkers: 11, nightlyWorkers: 30 },
      'more than 40 workers',
    ],
    ['a log retention that CloudWatch does not offer', { logRetentionDays: 8 }, 'logRetentionDays'],
    [
      'jobs that are forgotten before their answers',
      { jobRetentionDays: '30', exchangeRetentionDays: 31 },
      'neither 0 nor at least exchangeRetentionDays',
    ],
    [
      'a ledger that is forgotten before the answers',
      { ledgerRetentionDays: 399 },
      'neither 0 nor at least exchangeRetentionDays',
    ],
    ['a number that is none', { maxAttempts: 'many' }, 'maxAttempts'],
    ['nothing at all', { maxDocumentBytes: 0 }, 'maxDocumentBytes'],
  ])('refuse %s', (_, context, complaint) => {
    expect(() => readStackSettings(context)).toThrow(complaint);
  });
});
