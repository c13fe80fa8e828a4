import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where fetched and generated documents stay, so that a second run is quick. */
export const workFolder = join(tmpdir(), 'sluice-fidelity');
mkdirSync(workFolder, { recursive: true });

/** Commands that a bench calls, by the Debian package that has them. */
const packageOf = {
  dpkg: 'dpkg',
  groff: 'groff',
  pandoc: 'pandoc',
  pdftotext: 'poppler-utils',
  ps2pdf: 'ghostscript',
  soffice: 'libreoffice-writer-nogui',
  weasyprint: 'weasyprint',
} as const;

export type Command = keyof typeof packageOf;

/** Ends the bench with the command that installs what is missing. */
export async function requireCommands(commands: readonly Command[]): Promise<void> {
  const found = await Promise.all(
    commands.map((command) =>
      run('which', [command]).then(
        () => true,
        () => false,
      ),
    ),
  );
  const missing = commands.filter((_, index) => found[index] === false);
  if (missing.length === 0) return;
  const packages = missing.map((command) => packageOf[command]).join(' ');
  console.error(
    `missing: ${missing.join(', ')}; on Debian: apt-get install -y ${packages} fonts-noto-core`,
  );
  process.exit(2);
}

/** Runs a command in the folder of the documents and returns what it prints. */
export async function call(command: string, options: readonly string[]): Promise<string> {
  const { stdout } = await run(command, [...options], {
    cwd: workFolder,
    maxBuffer: 500_000_000,
    timeout: 300_000,
  });
  return stdout;
}
