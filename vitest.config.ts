import { defineConfig } from 'vitest/config';

const report = process.env['FLENSE_TEST_REPORT'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    testTimeout: 60_000,
    // Many small files: what each would load anew takes longer than its tests. None of them leaves anything behind.
    pool: 'forks',
    isolate: false,
    // `.ci/run` counts what it finds in the report.
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
