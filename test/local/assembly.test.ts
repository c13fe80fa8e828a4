import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureAssembly } from '../../local/assembly.ts';
import { temporaryDirectory } from './temporary-assembly.ts';

/** Stands in for the CDK command line: counts its runs and writes a template. */
const cdk = `
  const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
  const output = process.argv[process.argv.indexOf('--output') + 1];
  appendFileSync('runs.txt', process.argv[2] + ' ' + process.env.CDK_VALIDATION + '\\n');
  if (readFileSync('infra/app.ts', 'utf8').includes('broken')) throw new Error('no such construct');
  mkdirSync(output);
  writeFileSync(output + '/Test.template.json', '{}');`;

async function project(): Promise<string> {
  const directory = await temporaryDirectory();
  await mkdir(join(directory, 'node_modules/aws-cdk/bin'), { recursive: true });
  await mkdir(join(directory, 'infra'));
  await writeFile(join(directory, 'node_modules/aws-cdk/bin/cdk'), cdk);
  await writeFile(join(directory, 'cdk.json'), '{"build":"by the command line"}');
  await writeFile(join(directory, 'infra/app.ts'), 'first');
  return directory;
}

async function runsOf(projectDirectory: string): Promise<string[]> {
  return (await readFile(join(projectDirectory, 'runs.txt'), 'utf8')).trim().split('\n');
}

describe('the assembly that the local pipeline runs', () => {
  it('is synthesized once, until a file changes that it is made from', async () => {
    const projectDirectory = await project();

    const first = await ensureAssembly({ projectDirectory });
    const again = await ensureAssembly({ projectDirectory });
    await writeFile(join(projectDirectory, 'infra/app.ts'), 'second');
    const changed = await ensureAssembly({ projectDirectory });

    expect(again).toBe(first);
    expect(changed).not.toBe(first);
    expect(await readdir(first)).toEqual(['Test.template.json']);
    expect(await runsOf(projectDirectory)).toEqual(['synth false', 'synth false']);
  });

  it('is synthesized once by two who want it at once', async () => {
    const projectDirectory = await project();

    const [one, other] = await Promise.all([
      ensureAssembly({ projectDirectory }),
      ensureAssembly({ projectDirectory }),
    ]);

    expect(one).toBe(other);
    expect(await runsOf(projectDirectory)).toHaveLength(1);
  });

  it('that cannot be synthesized is a failure with what the tool said', async () => {
    const projectDirectory = await project();
    await writeFile(join(projectDirectory, 'infra/app.ts'), 'broken');

    await expect(ensureAssembly({ projectDirectory })).rejects.toMatchObject({
      code: 'SYNTHESIS_FAILED',
      message: expect.stringContaining('no such construct'),
    });
  });
});
