import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
    // One process runs many files and keeps what they import: most of a room's time was loading the same modules for
    // each file anew. So a test gives back what it changes in the process: the environment, timers, listeners.
    isolate: false,
    // what is compiled is kept in node_modules from run to run, by the hash of its source
    experimental: { fsModuleCache: true },
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'crawlers/**/*.ts', 'storage/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
