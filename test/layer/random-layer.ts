import fc from 'fast-check';
import { elf, elfMachines } from '../support/elf.ts';
import { type EntryInput, layer } from '../support/layers.ts';

const path = fc
  .array(fc.constantFrom('etc', 'usr', 'lib', 'bin', 'a.json', 'passwd', 'os-release', 'ä', '.wh.x'), { minLength: 1, maxLength: 4 })
  .map((parts) => `/${parts.join('/')}`);

const library = fc.constantFrom('libc.so.6', 'libm.so.6', 'ld-linux.so.2', 'x'.repeat(200));

/** Programs of every class, byte order and kind. */
export const randomElf: fc.Arbitrary<Uint8Array> = fc
  .record(
    {
      class: fc.constantFrom(32 as const, 64 as const),
      endian: fc.constantFrom('little' as const, 'big' as const),
      machine: fc.constantFrom(...(Object.keys(elfMachines) as (keyof typeof elfMachines)[])),
      type: fc.constantFrom('executable' as const, 'shared' as const, 'relocatable' as const, 'core' as const),
      interpreter: fc.constantFrom('/lib64/ld-linux-x86-64.so.2', '/lib/ld-musl-x86_64.so.1'),
      needed: fc.array(library, { maxLength: 4 }),
      soname: library,
      rpath: fc.constant('$ORIGIN/../lib'),
      runpath: fc.constant('/opt/lib:/usr/local/lib'),
      isPie: fc.boolean(),
      versionNeeds: fc.dictionary(library, fc.array(fc.constantFrom('GLIBC_2.2.5', 'GLIBC_2.34'), { minLength: 1, maxLength: 2 }), {
        maxKeys: 3,
      }),
      versionDefinitions: fc.array(fc.constantFrom('V1', 'V2', 'V3'), { maxLength: 3 }),
      hasSectionHeaders: fc.boolean(),
      symbolTableBytes: fc.constantFrom(0, 480, 4_800),
      debugBytes: fc.integer({ min: 0, max: 9_000 }),
      goBuildInfo: fc.record({
        goVersion: fc.constantFrom('go1.22.0', 'devel'),
        moduleInfo: fc.constantFrom('', 'path\tmain\nmod\tmain\t(devel)\t\n'),
      }),
      textBytes: fc.constantFrom(0, 5_000, 200_000),
      strings: fc.array(fc.constantFrom('libssl.so.3', 'text'), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  )
  .map((input) => elf(input as Parameters<typeof elf>[0]));

const script = fc
  .tuple(fc.constantFrom('#!/bin/sh', '#! /usr/bin/env  python3 -u ', '#!', '#!/bin/sh\r', `#!/${'x'.repeat(300)}`), fc.nat(9_000))
  .map(([line, length]) => Buffer.concat([Buffer.from(`${line}\n`), Buffer.alloc(length, 'echo\n')]));

const content: fc.Arbitrary<Uint8Array> = fc.oneof(
  randomElf,
  script,
  fc.constantFrom(0, 1, 4_095, 4_096, 4_097, 9_000).map((length) => Buffer.alloc(length, '{"a": 1} ')),
  fc.uint8Array({ maxLength: 40 }),
  // What begins like a program and ends soon.
  fc.tuple(randomElf, fc.integer({ min: 4, max: 6_000 })).map(([bytes, length]) => bytes.subarray(0, length)),
);

const entry: fc.Arbitrary<EntryInput> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ content, mode: fc.constantFrom(0o644, 0o755, 0o4755), uid: fc.constantFrom(0, 1_000) }) },
  { weight: 1, arbitrary: path.map((linkTarget) => ({ linkTarget })) },
  { weight: 1, arbitrary: path.map((linkTarget) => ({ kind: 'hardlink' as const, linkTarget })) },
  { weight: 1, arbitrary: fc.constantFrom('directory' as const, 'fifo' as const).map((kind) => ({ kind })) },
);

/** Layer tars with programs, scripts and texts at paths that meet. */
export const randomLayer: fc.Arbitrary<Uint8Array> = fc.array(fc.tuple(path, entry), { maxLength: 6 }).map((pairs) => layer(pairs));
