import { defineConfig } from 'vitest/config';

/** Long enough for an emulated pipeline on a busy machine; nothing waits for time to pass. */
const timeouts = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    // Many tests wait for a process of their own; half of two cores would be one file at a time.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/slow/**', 'test/faults/**', 'test/pipeline/**'],
          ...timeouts,
        },
      },
      {
        test: {
          name: 'pipeline',
          include: ['test/pipeline/**/*.test.ts'],
          globalSetup: ['test/pipeline/assembly-setup.ts'],
          ...timeouts,
        },
      },
    ],
  },
});
