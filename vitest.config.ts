import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['test/**/*.test.ts'],
    // Generous: they end what hangs. How long things take is measured in bench/, not here.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: ['engine/**', 'strategies/**', 'datasets/**', 'optimizers/**', 'reports/**', 'app/**'],
      exclude: ['**/*.json'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
