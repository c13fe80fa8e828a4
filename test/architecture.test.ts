import { cruise } from 'dependency-cruiser';
import { expect, it } from 'vitest';
import rules from '../.dependency-cruiser.mjs';

it('imports run only the way docs/architecture.md says', async () => {
  const { output } = await cruise(['infra', 'functions', 'shared', 'local', 'cli', 'test'], {
    ...rules.options,
    ruleSet: rules,
    validate: true,
  });
  if (typeof output === 'string') throw new TypeError('expected a cruise result, got a report');

  const violations = output.summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`,
  );
  expect(violations).toEqual([]);
  // A cruiser that cannot read TypeScript finds no violation either.
  expect(output.summary.totalCruised).toBeGreaterThan(10);
});
