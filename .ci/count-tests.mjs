// Sums vitest's JSON reports into one line, `N passed, N failed`; exits with 1 if anything failed or a report is missing.
import { readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
for (const path of process.argv.slice(2)) {
  const report = read(path);
  passed += report?.numPassedTests ?? 0;
  failed += report === undefined ? 1 : report.numFailedTests + filesWithoutTests(report);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;

/** A run that died before its report was written counts as one failure. */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    process.stderr.write(`no report of the tests: ${error.message}\n`);
    return undefined;
  }
}

/** A file that could not be loaded has no test that could fail. */
function filesWithoutTests({ testResults }) {
  return testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
}
