import { defineConfig } from 'vitest/config';

const report = process.env['FLENSE_TEST_REPORT'];

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.test.ts'],
    globalSetup: ['test/e2e/support/setup.ts'],
    // Engines start, and whole distributions are installed.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // `.ci/run` counts what it finds in the report.
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
