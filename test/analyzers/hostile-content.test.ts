import { describe, expect, it } from 'vitest';
import { analyzers } from '../../analyzers/index.ts';
import { takeInventory } from '../../src/analyze/packages/inventory.ts';
import { packageReaders } from '../../src/analyze/packages/readers.ts';
import { readPatterns } from '../../src/analyze/read-patterns.ts';
import { runAnalyzers } from '../../src/analyze/run-analyzers.ts';
import { globMatcher } from '../../src/model/glob.ts';
import { type ViewInput, viewOf } from './view-of.ts';

const size = 1_048_576;
/** Some hundred times what they take, and far less than anything that is not linear takes. */
const patienceMilliseconds = 10_000;

const fill = (piece: string): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

const contents: readonly (readonly [name: string, text: string])[] = [
  ['one word', fill('a')],
  ['colons', fill(':')],
  ['quotes', fill('"')],
  ['open brackets', fill('[')],
  ['a script without an end', `#!/bin/sh\n${fill('exec gosu ')}`],
  ['fields without an end', `Package: a\nVersion: ${fill('1.')}`],
];

const reads = readPatterns([...packageReaders, ...analyzers]);
const paths = [...new Set(reads.map(({ glob }) => examplePath(glob)))];

/** A path that the glob matches. */
function examplePath(glob: string): string {
  return glob
    .replace(/\{([^,}]*)[^}]*\}/g, '$1')
    .replace(/\[(.)[^\]]*\]/g, '$1')
    .replaceAll('**', 'opt')
    .replace(/[*?]/g, 'x');
}

describe('files that were made to keep us busy', () => {
  it('are where analyzers look for others', () => {
    expect(reads.filter(({ glob }) => !globMatcher(glob)(examplePath(glob)))).toEqual([]);
  });

  it.each(contents)('of %s are read in time by all who read them', async (_, text) => {
    await expectPatience({ layers: [Object.fromEntries(paths.map((path) => [path, text]))] });
  });

  it('and configurations too are read in time', async () => {
    const config = {
      User: fill('a'),
      // The kernel takes no longer ones: MAX_ARG_STRLEN, https://man7.org/linux/man-pages/man2/execve.2.html
      Env: [`PATH=${fill('a:').slice(0, 131_072)}`, `A_PASSWORD=${fill('$')}`, `B_HOST=${fill('a.')}`],
      Labels: { a: fill('://'), 'org.opencontainers.image.base.name': fill('a:') },
      Cmd: ['sh', '-c', fill('gosu ')],
    };
    await expectPatience({ layers: [{ '/a': 1 }], config, history: [`RUN ${fill('a=b ')}`] });
  });

  it.each(['curl -u a:b ', 'a="', 'sudo ', '|1 A=b ', 'https://a:', ' '])(
    'and instructions of nothing but %j, whatever they begin with',
    async (piece) => {
      const words = ['RUN', 'ADD', '/bin/sh -c'];
      const history = words.map((word) => `${word} ${fill(piece)}`);
      await expectPatience({ layers: words.map((_, index) => ({ [`/${index}`]: 1 })), history });
    },
  );
});

async function expectPatience(input: ViewInput): Promise<void> {
  const image = await viewOf({ reads }, input);
  const start = performance.now();
  takeInventory(packageReaders, image);
  const { outcomes } = runAnalyzers(analyzers, image);
  expect(performance.now() - start).toBeLessThan(patienceMilliseconds);
  expect(outcomes.filter(({ status }) => status === 'failed')).toEqual([]);
}
