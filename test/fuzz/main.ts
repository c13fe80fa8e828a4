import { parseArgs } from 'node:util';
import { runFuzz } from './run-fuzz.ts';

// node test/fuzz/main.ts --cases 100000 --first 2000
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    first: { type: 'string', default: '0' },
  },
});
const first = Number(values.first);
const { outcomes, defects } = await runFuzz(first, first + Number(values.cases));
process.stdout.write(`${JSON.stringify({ outcomes, defects }, null, 2)}\n`);
process.exitCode = defects.length === 0 ? 0 : 1;
