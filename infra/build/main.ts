import { fileURLToPath } from 'node:url';
import { bundleFunctions } from './bundle-functions.ts';
import { writeCatalogue } from './write-catalogue.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

await writeCatalogue(root);
for (const { name, bytesAtStart, bytesInAll } of await bundleFunctions({
  root,
  outputDirectory: `${root}dist`,
})) {
  // stdout is the template's where `cdk synth` runs this.
  process.stderr.write(
    `${name.padEnd(13)} ${kilobytes(bytesAtStart)} KB at start, ${kilobytes(bytesInAll)} KB in all\n`,
  );
}

function kilobytes(bytes: number): string {
  return Math.ceil(bytes / 1024)
    .toString()
    .padStart(5);
}
