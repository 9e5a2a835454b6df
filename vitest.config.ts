import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'crawlers/**/*.ts', 'storage/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
