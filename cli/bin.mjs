#!/usr/bin/env node
// Plain JavaScript that any Node can read: it finds a Node that can read the rest.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const neededMajor = 24;
const root = new URL('../', import.meta.url);
const packagedNode = fileURLToPath(new URL('node_modules/.bin/node', root));

if (Number.parseInt(process.versions.node, 10) >= neededMajor) {
  // Halves the time that the next command takes to start.
  nodeModule.enableCompileCache();
  if (await refreshCatalogue()) await import('./main.ts');
  else process.exitCode = 2;
} else if (existsSync(packagedNode) && realpathSync(packagedNode) !== process.execPath) {
  runAgainWith(packagedNode);
} else {
  process.stderr.write(
    `sluice: needs Node ${neededMajor}, and this is ${process.version}. On Linux \`npm ci\` brings one along; elsewhere install Node ${neededMajor} (https://nodejs.org).\n`,
  );
  process.exitCode = 2;
}

/**
 * An analysis that was added is known without a build; without the sources there is nothing to do.
 * One that is broken stops every command here, since each would stop at it, with less to say.
 */
async function refreshCatalogue() {
  const writer = new URL('infra/build/write-catalogue.ts', root);
  if (!existsSync(writer)) return true;
  const folder = fileURLToPath(root).replace(/\/$/, '');
  try {
    const { writeCatalogue } = await import(writer.href);
    await writeCatalogue(folder);
    return true;
  } catch (error) {
    const { describeBrokenAnalyses } = await import('./broken-analyses.ts');
    for (const line of await describeBrokenAnalyses(folder, error)) {
      process.stderr.write(`sluice: ${line}\n`);
    }
    return false;
  }
}

/** The terminal interrupts both processes: this one waits for the other to clean up. */
function runAgainWith(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    process.stderr.write(`sluice: cannot start ${node}: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 130);
  });
}
