import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listedFiles } from '../../../src/analyze/packages/listed-files.ts';
import { PathLookup } from '../../../src/filesystem/path-lookup.ts';
import { keepPaths } from '../../../src/layer/gatherers/keep-paths.ts';
import { viewOf } from '../../analyzers/view-of.ts';

const names = ['a', 'ab', 'b', 'c', 'dir', 'd'];
const path = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);

/** Files that do not stand where another has a directory. */
function consistent(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].filter((one) => !paths.some((other) => other.startsWith(`${one}/`)));
}

describe('listedFiles', () => {
  it('finds what is there, in any order, whether all of the list was kept or a part', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(path, { minLength: 1, maxLength: 25 }),
        fc.array(path, { maxLength: 25 }),
        fc.array(path, { maxLength: 5 }),
        async (present, asked, removed) => {
          const files = consistent(present);
          // A list that names something below a file takes that for a directory.
          const others = asked.filter((one) => !files.some((file) => one.startsWith(`${file}/`)));
          const whiteouts = removed.map((one) => one.replace(/([^/]+)$/, '.wh.$1'));
          const { tree } = await viewOf(
            {},
            { layers: [Object.fromEntries(files.map((one) => [one, 1])), Object.fromEntries(whiteouts.map((one) => [one, 0]))] },
          );
          const list = Buffer.from([...files, ...others, ...files].map((one) => `${one}\n`).join(''));
          const expected = [...files, ...others, ...files].flatMap((one) => {
            const node = tree.find(one);
            return node === null || tree.isDirectory(node) ? [] : [one];
          });
          for (const kept of [list, keepPaths(list, 'one')]) {
            const found = listedFiles(tree, new PathLookup(tree), kept).map((node) => tree.path(node));
            // A list of more names than there are ends early.
            expect([...new Set(found)].sort()).toEqual([...new Set(expected.slice(0, tree.nodeCount))].sort());
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
