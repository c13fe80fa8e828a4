import { defineConfig } from 'vitest/config';

/** Long enough for an emulated pipeline on a busy machine; nothing waits for time to pass. */
const timeouts = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
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
