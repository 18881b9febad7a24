import { defineConfig } from 'vitest/config';

// Workspace packages are read from their sources, so that no test runs against a stale build.
const conditions = ['source', 'module', 'node', 'import', 'default'];
const timeouts = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: { ...timeouts, name: 'unit', include: ['packages/*/src/**/*.test.ts'] },
      },
      {
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          ...timeouts,
          name: 'front-door',
          include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
          globalSetup: ['test/build-once.ts'],
        },
      },
    ],
  },
});
