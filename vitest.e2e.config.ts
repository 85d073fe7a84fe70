import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const report = process.env['FLENSE_TEST_REPORT'];

/** They take as long as all others together: started first, each has a worker of its own. */
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
    // Engines start, and whole distributions are installed, several at once.
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    // Mirrors, disks and engines are waited for two thirds of the time: more at once than there are processors.
    maxWorkers: 3,
    maxConcurrency: 2,
    // Engines, registries and terminals on a busy machine: `.ci/run` tells what passed only at the second try.
    retry: 1,
    sequence: { sequencer: LongestFirst },
    // `.ci/run` counts what it finds in the report.
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
