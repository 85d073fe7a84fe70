import fc from 'fast-check';
import { applicableLayers, type Change } from './applicable-layers.ts';

/** Few names, so that changes meet; a byte that is not UTF-8, a name that no ustar header holds, and one that only looks like a whiteout. */
const name = fc.constantFrom('a', 'b', 'c', 'd', '\u00fc', '\udcff', 'l'.repeat(120), 'x.wh.y');

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(
    'file',
    'file',
    'directory',
    'directory',
    'symlink',
    'hardlink',
    'char',
    'fifo',
    'whiteout',
    'whiteout',
    'opaque-whiteout',
  ),
  path: fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom('a', 'b') }, { weight: 1, arbitrary: name }), {
    minLength: 1,
    maxLength: 4,
  }),
  mode: fc.constantFrom(0o644, 0o755, 0o700, 0o4755, 0o1777, 0),
  owner: fc.constantFrom(0, 1, 1_000, 3_000_000),
  sizeBytes: fc.constantFrom(0, 1, 512, 513),
  symlinkTarget: fc.constantFrom('a', '../b', '/a/b', 'nowhere', '/', '\udcff', 't'.repeat(130)),
  pick: fc.nat(20),
});

/** Up to five layers that every unpacker can apply. */
export const randomLayers = fc
  .array(fc.array(change, { minLength: 1, maxLength: 14 }), { minLength: 1, maxLength: 5 })
  .map(applicableLayers);
