import { describe, expect, it } from 'vitest';
import { buildLeftover } from '../../analyzers/build-leftover.ts';
import { elf } from '../support/elf.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

const object = Buffer.concat([Buffer.from(elf({ type: 'relocatable' })), Buffer.alloc(8_000)]);

describe('build-leftover', () => {
  it('tells what each layer left, with its bytes', async () => {
    const layers = [{ '/app/node_modules/.cache/x': 5_000 }, { '/app/node_modules/.cache/y': 6_000, '/app/.mypy_cache/3.12/x': 9_000 }];
    expect((await findingsOf(buildLeftover, { layers })).map(({ code, summary, bytes }) => [code, summary, bytes])).toEqual([
      ['build-leftover/directory', 'a build left /app/node_modules/.cache', 5_000],
      ['build-leftover/directory', 'a build left /app/.mypy_cache and /app/node_modules/.cache', 15_000],
    ]);
  });

  it.each([
    ['an object, whatever its name', { '/app/main.obj': object }, 'object /app/main.obj'],
    ['what CMake keeps', { '/src/CMakeFiles/TargetDirectories.txt': 9_000 }, 'directory /src/CMakeFiles'],
    ['what Cargo keeps', { '/src/target/release/.fingerprint/a': 9_000 }, 'directory /src/target/release/.fingerprint'],
    ['what .NET keeps', { '/src/obj/project.assets.json': 9_000 }, 'directory /src/obj'],
    ['reports of Maven', { '/src/target/surefire-reports/a.xml': 9_000 }, 'directory /src/target/surefire-reports'],
    [
      'TypeScript beside what it was compiled to',
      { '/app/tsconfig.json': '{}', '/app/src/a.ts': 9_000, '/app/src/logo.svg': 50, '/app/dist/a.js': 10 },
      'source /app/src',
    ],
  ])('knows %s', async (_, layer, expected) => {
    expect(await seenBy(buildLeftover, { layers: [layer] })).toEqual([expected]);
  });

  it('counts all that Cargo keeps, and not a program that is linked into it', async () => {
    const layer = {
      '/src/target/release/.fingerprint/a': 5_000,
      '/src/target/release/deps/libserde.rlib': 30_000,
      '/src/target/release/build/z/out': 9_000,
      '/src/target/release/deps/app-1': { content: 50_000, mode: 0o755 },
      '/src/target/release/app': { kind: 'hardlink', linkTarget: '/src/target/release/deps/app-1' } as const,
      '/src/target/CACHEDIR.TAG': 5_000,
    };
    expect((await findingsOf(buildLeftover, { layers: [layer] })).map(({ code, bytes }) => [code, bytes])).toEqual([
      ['build-leftover/directory', 44_000],
    ]);
  });

  const maven = { '/src/target/app.jar': 9_000, '/src/target/maven-archiver/pom.properties': 10, '/src/target/classes/A.class': 9_000 };

  it('knows the classes that Maven leaves beside their archive', async () => {
    expect(await seenBy(buildLeftover, { layers: [maven] })).toEqual(['directory /src/target/classes']);
  });

  it('leaves classes that the container starts with', async () => {
    expect(await seenBy(buildLeftover, { layers: [maven], config: { Cmd: ['java', '-cp', '/src/target/classes', 'A'] } })).toEqual([]);
  });

  it.each([
    ['directories as Cargo calls them', { '/app/deps/a': 9_000, '/app/build/b': 9_000, '/app/examples/c': 9_000 }],
    ['classes that are in no archive', { '/app/target/classes/A.class': 9_000 }],
    ['the start files of a compiler', { '/usr/lib/x86_64-linux-gnu/crt1.o': object }],
    ['modules of a kernel', { '/opt/driver/x.ko': object }],
    ['a library', { '/app/libx.so': Buffer.concat([Buffer.from(elf({ type: 'shared' })), Buffer.alloc(8_000)]) }],
    ['what is only called an object', { '/app/main.o': 9_000 }],
    ['directories that are only called so', { '/app/target/app.jar': 9_000, '/app/obj/teapot.obj': 9_000, '/app/cache/x': 9_000 }],
    ['TypeScript that is run as it is', { '/app/tsconfig.json': '{}', '/app/src/a.ts': 9_000 }],
    ['JavaScript', { '/app/src/a.js': 9_000, '/app/dist/a.js': 9_000 }],
    ['an empty cache', { '/app/node_modules/.cache/x': 10 }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(buildLeftover, { layers: [layer] })).toEqual([]);
  });
});
