import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['engine/**', 'strategies/**', 'datasets/**', 'optimizers/**', 'reports/**', 'app/**'],
      exclude: ['**/*.json'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
