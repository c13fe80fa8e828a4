import { describe, expect, it } from 'vitest';
import { runSoak } from './run-soak.ts';

describe.concurrent('a day of disasters', () => {
  it.each([1, 2, 3])('ends with books that balance, seed %i', async (seed) => {
    const { books, killed, restarted, held, faults } = await runSoak({
      seed,
      documents: 100,
      providerFaults: 0.2,
      // A second cut is waited for for most of a minute, which a test has not.
      maximumCuts: 1,
      killEvery: 10,
      restartEvery: 40,
      refuseEvery: 40,
      budgetTokens: 15_000,
      serviceFaults: true,
      calmAfter: 20,
      model: null,
      timeoutSeconds: 480,
      logFile: null,
      recordsFile: null,
    });

    expect(books.checks.filter(({ violations }) => violations.length > 0)).toEqual([]);
    expect(books.figures.uploads).toBeGreaterThan(95);
    expect(books.figures.states['SUCCEEDED']).toBeGreaterThan(70);
    expect(books.figures.states['HELD']).toBeUndefined();
    expect(books.figures.longDocuments).toBeGreaterThan(5);
    expect(faults['too long']).toBeGreaterThan(0);
    expect(held.byBudget).toBeGreaterThan(0);
    expect(held.byProvider).toBeGreaterThan(0);
    expect(killed).toBeGreaterThan(0);
    expect(restarted).toBeGreaterThan(0);
  });
});
