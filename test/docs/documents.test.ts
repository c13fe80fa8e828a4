import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseManifest } from '../../shared/document/documents-manifest.ts';
import { joinDocuments } from '../../shared/document/join-documents.ts';
import { defaultReadLimits } from '../../shared/document/read-limits.ts';
import { resultEnvelopeSchema } from '../../shared/job/result-envelope.ts';
import { documentTextOf } from '../builders/document-text.ts';
import { fencedBlocks, readText, root } from './markdown.ts';

const page = readText('docs/documents.md');

/** The first command may have to build the functions and synthesize the template. */
const timeoutMs = 120_000;

const manifestIn = (json: string) =>
  parseManifest(new TextEncoder().encode(json), defaultReadLimits.maximumMembers);

describe('docs/documents.md', () => {
  it('has an example that runs', { timeout: timeoutMs }, async () => {
    const [command = ''] = fencedBlocks(page, 'sh');
    const [npx, sluice, ...commandLine] = command.trim().split(' ');
    const folder = await mkdtemp(join(tmpdir(), 'sluice-test-'));
    onTestFinished(async () => rm(folder, { recursive: true, force: true }));

    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(root, 'cli/bin.mjs'), ...commandLine, '--json'],
      { cwd: root, env: { TMPDIR: folder } },
    );

    const { status, document, coverage, usage } = resultEnvelopeSchema.parse(JSON.parse(stdout));
    const names = document.members?.map(({ key }) => key.replace(/^members\/[0-9a-f]+\//, ''));
    expect([npx, sluice]).toEqual(['npx', 'sluice']);
    expect(status).toBe('SUCCEEDED');
    expect(page).toContain(`\`${document.key}\``);
    expect(names).toEqual(['release-planning.vtt', 'supplier-call.txt']);
    expect(coverage).toMatchObject({ complete: true, covered: document.characters });
    expect(usage.exchanges).toBe(1);
  });

  it('shows manifests that can be followed', () => {
    const [json = ''] = fencedBlocks(page, 'json');
    const [, bare = ''] = /A bare list does as well: `([^`]+)`/.exec(page) ?? [];

    expect(manifestIn(json).map(({ key }) => key)).toEqual(manifestIn(bare).map(({ key }) => key));
    expect(page).toContain(`(${defaultReadLimits.maximumMembers.toLocaleString('en')})`);
  });

  it('shows a heading as the model gets it', () => {
    const [heading = ''] = fencedBlocks(page, 'md');
    const [json = ''] = fencedBlocks(page, 'json');

    const members = manifestIn(json).map(({ key, title }) =>
      Object.assign(documentMember(key), { title }),
    );
    const { text } = joinDocuments(members);

    expect(withoutMark(text)).toContain(withoutMark(heading));
    expect(withoutMark(heading)).not.toBe(heading);
  });
});

function documentMember(key: string) {
  return { key, version: 'v1', text: documentTextOf('We met.') };
}

function withoutMark(text: string): string {
  return text.replaceAll(/mark [0-9a-f]{16}\)/g, 'mark)');
}
