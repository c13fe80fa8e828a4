import { defineConfig } from 'vitest/config';

/** Tests that let disasters happen to a whole pipeline, and wait for leases to run out, in minutes. */
export default defineConfig({
  test: {
    include: ['test/faults/**/*.test.ts'],
    globalSetup: ['test/pipeline/assembly-setup.ts'],
    // They wait for most of their time, so that they wait together.
    maxWorkers: 8,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
