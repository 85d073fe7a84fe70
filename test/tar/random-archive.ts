import fc from 'fast-check';
import { base256, block, long, member, padded, pax } from './tar-blocks.ts';

const name = fc.oneof(
  fc.constantFrom('a', 'dir/', 'usr/bin/env', './x', 'a//b', '\xff\xfe', 'n'.repeat(100)),
  fc.array(fc.constantFrom('a', 'bc', 'ünï', '.wh.x'), { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/')),
);
const longName = fc.integer({ min: 101, max: 1_400 }).map((length) => `${'long/'.repeat(280)}`.slice(0, length));
const content = fc
  .oneof(fc.constantFrom(0, 1, 511, 512, 513, 4_096, 5_000), fc.integer({ min: 0, max: 3_000 }))
  .map((length) => Buffer.alloc(length, 'content '));

const file = fc.record({
  name,
  type: fc.constantFrom('0', '\0', '7', 'Z', 'D'),
  magic: fc.constantFrom('v7', 'ustar', 'gnu', 'star' as const),
  mode: fc.integer({ min: 0, max: 0o7777 }),
  uid: fc.oneof(
    fc.integer({ min: 0, max: 0o7777777 }),
    fc.integer({ min: 0, max: 0xffffffff }).map((uid) => base256(uid, 8)),
  ),
  mtime: fc.integer({ min: 0, max: 0o77777777777 }),
});

const other = fc.record({
  name,
  type: fc.constantFrom('1', '2', '3', '4', '5', '6'),
  link: name,
  size: fc.constantFrom(0, 7, 4_096),
  device: fc.constant([1, 3] as const),
});

const records = fc
  .record(
    {
      path: longName,
      linkpath: longName,
      uid: fc.nat().map(String),
      mtime: fc.constantFrom('1.5', '-7'),
      'SCHILY.xattr.user.a': fc.base64String(),
    },
    { requiredKeys: [] },
  )
  .map((found): Readonly<Record<string, string>> => found);

const sparse = fc.constant(
  Buffer.concat([
    pax({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.realsize': '900', 'GNU.sparse.name': 'sparse' }),
    member({ name: 'x' }, Buffer.concat([padded('2\n0\n3\n700\n2\n'), Buffer.from('abcde')])),
  ]),
);

const part: fc.Arbitrary<Buffer> = fc.oneof(
  // Before POSIX a name that ends in a slash had no content.
  { weight: 5, arbitrary: fc.tuple(file, content).map(([header, bytes]) => member(header, isOldDirectory(header) ? '' : bytes)) },
  { weight: 3, arbitrary: other.map((header) => block(header)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(records, file, content)
      .map(([found, header, bytes]) => Buffer.concat([pax(found), member({ ...header, type: '0' }, bytes)])),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(longName, longName, other)
      .map(([path, link, header]) => Buffer.concat([long('L', path), long('K', link), block(header)])),
  },
  { weight: 1, arbitrary: records.map((found) => pax(found, 'g')) },
  { weight: 1, arbitrary: sparse },
);

/** Whole archives of members in every form, with and without an end. */
export const randomArchive: fc.Arbitrary<Buffer> = fc
  .tuple(fc.array(part, { maxLength: 8 }), fc.constantFrom(0, 512, 1_024, 10_240))
  .map(([parts, endBytes]) => Buffer.concat([...parts, Buffer.alloc(endBytes)]));

function isOldDirectory({ type, name }: { readonly type: string; readonly name: string }): boolean {
  return type === '\0' && name.endsWith('/');
}
