import { globSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import rules from '../../.dependency-cruiser.mjs';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import { exchangeKey, ledgerKey, resultKey, textKey } from '../../shared/document/result-keys.ts';
import { jobMessageSchema } from '../../shared/job/job-message.ts';
import { jobStatuses } from '../../shared/job/job-status.ts';
import { jobTableIndexes } from '../../shared/job/job-table.ts';
import { beatMs, leaseMs } from '../../shared/job/lease.ts';
import { resultEnvelopeSchema } from '../../shared/job/result-envelope.ts';
import { transitions } from '../../shared/job/transitions.ts';
import { fencedBlocks, readText, root, section, tableRows } from './markdown.ts';
import { deploymentSettingNames, variableNames } from './setting-names.ts';

const page = readText('docs/architecture.md');
const states = section(page, '## States of a job');

function firstCells(heading: string): (string | undefined)[] {
  return tableRows(section(page, heading)).map(([cell]) => cell);
}

describe('docs/architecture.md', () => {
  it('has the states and transitions of the code', () => {
    const rows = tableRows(states);
    const names = new Set<string | undefined>(jobStatuses);

    const documented = rows
      .filter(([name]) => !names.has(name))
      .map(([name, from, to]) => ({ name, from: setOf(from), to: setOf(to) }));
    const coded = Object.entries(transitions).map(([name, { from, to }]) => ({
      name,
      from: new Set(from),
      to: new Set(to),
    }));

    expect(documented).toEqual(coded);
    expect(rows.map(([name]) => name).filter((name) => names.has(name))).toEqual([...jobStatuses]);
  });

  it('has the times of a lease', () => {
    expect(section(page, '## Leases')).toContain(
      `a lease of ${leaseMs / 1000} s, renewed every ${beatMs / 1000} s`,
    );
  });

  it('has the keys as the code builds them', () => {
    const call = { startedAt: 'YYYY-MM-DD', requestHash: 'HASH', call: 1 };

    expect(firstCells('### Keys')).toEqual([
      resultKey({ analysis: 'NAME', uploadedAt: 'YYYY-MM-DD', jobId: 'JOB' }),
      exchangeKey('HASH'),
      ledgerKey(call),
      textKey('HASH'),
    ]);
  });

  it('shows a result that keeps the contract', () => {
    const [json = ''] = fencedBlocks(section(page, '### The result'), 'json');

    const result = resultEnvelopeSchema.parse(JSON.parse(json));

    expect(result).toEqual(JSON.parse(json));
    expect(catalogue.get(result.analysis)?.schema.parse(result.output)).toEqual(result.output);
  });

  it('shows a message that a worker takes', () => {
    const [json = ''] = fencedBlocks(section(page, '### Messages'), 'json');

    expect(jobMessageSchema.parse(JSON.parse(json))).toEqual(JSON.parse(json));
  });

  it('has the indexes of the job table', () => {
    const rows = tableRows(section(page, '### The job table')).filter(([name]) =>
      name?.startsWith('by'),
    );

    expect(rows.map(([name, partition, sort]) => [name, partition, sort])).toEqual(
      Object.values(jobTableIndexes).map(({ indexName, partitionKey, sortKey }) => [
        indexName,
        partitionKey,
        sortKey,
      ]),
    );
  });

  it('has every variable that a process reads, and every setting of a deployment', () => {
    expect(new Set(firstCells('### Variables'))).toEqual(new Set(variableNames()));
    expect(new Set(firstCells('### Of a deployment'))).toEqual(new Set(deploymentSettingNames()));
    expect(variableNames().length).toBeGreaterThan(15);
    expect(deploymentSettingNames().length).toBeGreaterThan(10);
  });

  it('has the names of the import rules', () => {
    expect(firstCells('## Who may import whom')).toEqual(rules.forbidden?.map(({ name }) => name));
  });

  it('has the folders of the repository', () => {
    const [tree = ''] = fencedBlocks(section(page, '## What goes where'), '');

    expect(foldersIn(tree).toSorted()).toEqual(foldersOnDisk().toSorted());
  });
});

function setOf(cell: string | undefined): Set<string> {
  return new Set(cell?.split(', '));
}

/** Paths of a tree that indents by two spaces. */
function foldersIn(tree: string): string[] {
  const path: string[] = [];
  return [...tree.matchAll(/^( *)([\w.-]+)\/(?= |$)/gm)].map(([, indent = '', name = '']) => {
    path.splice(indent.length / 2, path.length, name);
    return path.join('/');
  });
}

const notOurs = new Set(['node_modules', 'dist', 'cdk.out', 'coverage']);

function foldersOnDisk(): string[] {
  const top = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !notOurs.has(entry.name))
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('.') || name === '.ci');
  const inner = globSync('{infra,functions,shared,shared/adapters,shared/steps,local,cli}/*', {
    cwd: root,
    withFileTypes: true,
  })
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => `${parentPath.slice(root.length + 1)}/${name}`);
  return [...top, ...inner];
}
