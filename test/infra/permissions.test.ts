import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { synthesize } from './synthesize.ts';

const { template } = synthesize();

const oneOrMore = <Item extends z.ZodType>(item: Item) =>
  z.union([item.transform((one) => [one]), z.array(item)]);
const documentSchema = z.object({
  Statement: z.array(
    z.object({
      Effect: z.literal('Allow'),
      Action: oneOrMore(z.string()),
      Resource: oneOrMore(z.unknown()).transform((all) => all.map((one) => JSON.stringify(one))),
    }),
  ),
});
const roleSchema = z.object({
  Properties: z.object({
    /** AWS's managed policies allow more than a function needs. */
    ManagedPolicyArns: z.never().optional(),
    Policies: z.array(z.object({ PolicyDocument: documentSchema })),
  }),
});
const policySchema = z.object({ Properties: z.object({ PolicyDocument: documentSchema }) });

/** Everything that a function may do: its role's own policy, and what its queues need. */
function statementsOf(construct: string): z.output<typeof documentSchema>['Statement'] {
  const isOurs = ([id]: readonly [string, unknown]): boolean => id.startsWith(`${construct}Role`);
  const roles = Object.entries(template.findResources('AWS::IAM::Role')).filter(isOurs);
  const policies = Object.entries(template.findResources('AWS::IAM::Policy')).filter(isOurs);
  return [
    ...roles.flatMap(([, role]) => roleSchema.parse(role).Properties.Policies),
    ...policies.map(([, policy]) => policySchema.parse(policy).Properties),
  ].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** Which actions a function may do on resources whose logical id begins so. */
function actionsOn(construct: string, resource: string): readonly string[] {
  return statementsOf(construct)
    .filter(({ Resource }) => Resource.some((one) => one.includes(`"${resource}`)))
    .flatMap(({ Action }) => Action)
    .toSorted();
}

const functions = ['Intake', 'Worker', 'Nightly', 'Keeper', 'DeadLetters'];

function senders(queue: string): readonly string[] {
  return functions.filter((construct) => actionsOn(construct, queue).includes('sqs:SendMessage'));
}

describe('the permissions', () => {
  it.each(functions)('of %s name every action and every resource', (construct) => {
    const statements = statementsOf(construct);

    expect(statements.length).toBeGreaterThan(1);
    expect(statements.flatMap(({ Action }) => Action).filter((one) => one.includes('*'))).toEqual(
      [],
    );
    expect(statements.flatMap(({ Resource }) => Resource)).not.toContain('"*"');
  });

  it('let the worker alone see documents, and only read them', () => {
    expect(actionsOn('Worker', 'DocumentsBucket')).toEqual([
      's3:GetObject',
      's3:GetObjectVersion',
      's3:ListBucket',
      's3:ListBucketVersions',
    ]);
    for (const construct of functions.filter((name) => name !== 'Worker')) {
      expect(actionsOn(construct, 'DocumentsBucket')).toEqual([]);
    }
  });

  it('let the worker read documents in the folders of the lanes and of members, and nowhere else', () => {
    const read = statementsOf('Worker')
      .filter(({ Action }) => Action.includes('s3:GetObjectVersion'))
      .flatMap(({ Resource }) => Resource);

    const folders = [...read.join('\n').matchAll(/"\/([^"]*)\/\*"/g)].map(([, folder]) => folder);
    expect(new Set(folders)).toEqual(new Set(['inbox', 'nightly', 'members']));
  });

  it('let nobody delete a result, an exchange, a ledger line or a job', () => {
    const actions = functions.flatMap((construct) =>
      statementsOf(construct).flatMap(({ Action }) => Action),
    );

    expect(actions).not.toContain('s3:DeleteObject');
    expect(actions).not.toContain('dynamodb:DeleteItem');
  });

  it('give the key of the model to intake and worker alone', () => {
    const readers = functions.filter((construct) => actionsOn(construct, 'ModelApiKey').length > 0);

    expect(readers).toEqual(['Intake', 'Worker']);
  });

  it('let messages be sent only along the way of a document', () => {
    expect(senders('UploadsQueue')).toEqual([]);
    expect(senders('NowQueue')).toEqual(['Intake', 'Worker', 'Keeper', 'DeadLetters']);
    expect(senders('NightlyQueue')).toEqual(['Worker', 'Nightly', 'Keeper', 'DeadLetters']);
    expect(senders('DeadLetterQueue')).toEqual([]);
  });

  it('let the function for dead letters take them, and the keeper only count jobs', () => {
    expect(actionsOn('DeadLetters', 'DeadLetterQueue')).toEqual([
      'sqs:DeleteMessage',
      'sqs:ReceiveMessage',
    ]);
    expect(actionsOn('Keeper', 'NowQueue')).toEqual(['sqs:GetQueueAttributes', 'sqs:SendMessage']);
  });
});
