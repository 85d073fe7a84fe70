import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const report = process.env['FLENSE_TEST_REPORT'];

/** Half an hour and a quarter of one: what runs beside them is done before. */
const longest = ['slimmed.e2e', 'bases.e2e'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const place = longest.findIndex((name) => moduleId.includes(name));
  return place === -1 ? longest.length : place;
}

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.test.ts'],
    globalSetup: ['test/e2e/support/setup.ts'],
    // Engines start, and whole distributions are installed.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Engines, registries and terminals on a busy machine: `.ci/run` tells what passed only at the second try.
    retry: 1,
    sequence: { sequencer: LongestFirst },
    // `.ci/run` counts what it finds in the report.
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
