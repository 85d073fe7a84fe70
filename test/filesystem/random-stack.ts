import fc from 'fast-check';
import type { EntryInput, LayerInput } from '../support/layers.ts';

const name = fc.constantFrom('a', 'b', 'c', 'a.b', 'b-');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);

const marker: fc.Arbitrary<readonly [string, EntryInput]> = fc.oneof(
  { weight: 3, arbitrary: path.map((at): [string, EntryInput] => [at.replace(/[^/]+$/, (last) => `.wh.${last}`), 0]) },
  { weight: 1, arbitrary: path.map((at): [string, EntryInput] => [`${at}/.wh..wh..opq`, 0]) },
  { weight: 1, arbitrary: fc.constantFrom<[string, EntryInput]>(['/.wh..wh..opq', 0], ['/.wh..wh.plnk/1.2', 7], ['/a/.wh.b', 5]) },
);

const target = fc.oneof(path, fc.constantFrom('a', '../b', './c', '/', '..', '../../../a/b', 'a/../b/c', 'missing', 'a//b/.'));

const entry: fc.Arbitrary<readonly [string, EntryInput]> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(path, fc.record({ content: fc.nat(3), mode: fc.constantFrom(0o644, 0o600), uid: fc.constantFrom(0, 1) })),
  },
  { weight: 3, arbitrary: path.map((at): [string, EntryInput] => [`${at}/`, { kind: 'directory' }]) },
  { weight: 2, arbitrary: fc.tuple(path, target).map(([at, linkTarget]): [string, EntryInput] => [at, { linkTarget }]) },
  { weight: 2, arbitrary: fc.tuple(path, path).map(([at, linkTarget]): [string, EntryInput] => [at, { kind: 'hardlink', linkTarget }]) },
  { weight: 1, arbitrary: path.map((at): [string, EntryInput] => [at, { kind: 'fifo' }]) },
  { weight: 1, arbitrary: fc.constant<[string, EntryInput]>(['/', { kind: 'directory', mode: 0o700 }]) },
);

/** Layers whose paths meet often, the base first. */
export const randomStack: fc.Arbitrary<readonly LayerInput[]> = fc.array(
  fc.array(fc.oneof({ weight: 4, arbitrary: entry }, { weight: 1, arbitrary: marker }), { maxLength: 10 }),
  { maxLength: 4 },
);
