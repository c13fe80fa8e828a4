import { defineConfig } from 'vitest/config';

/** Tests that wait for the template's own leases and schedules, in minutes. */
export default defineConfig({
  test: {
    include: ['test/slow/**/*.test.ts'],
    globalSetup: ['test/pipeline/assembly-setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
