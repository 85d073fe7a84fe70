import { describe, expect, it } from 'vitest';
import { compiler } from '../../analyzers/compiler.ts';
import { findingsOf, seenBy } from './analysis-of.ts';
import { program, script } from './programs.ts';

describe('compiler', () => {
  it('tells compilers, tools, headers and libraries with their bytes', async () => {
    const layers = [
      {
        '/usr/bin/gcc': { linkTarget: 'x86_64-linux-gnu-gcc-12' },
        '/usr/bin/x86_64-linux-gnu-gcc-12': program(),
        '/usr/bin/make': program(),
        '/usr/include/stdio.h': 70_000,
        '/usr/include/linux/x.h': 10,
        '/usr/lib/libz.a': `!<arch>\n${'x'.repeat(92)}`,
      },
    ];
    const size = (program().content as Uint8Array).length;
    expect((await findingsOf(compiler, { layers })).map(({ code, summary, bytes }) => ({ code, summary, bytes }))).toEqual([
      { code: 'compiler/compiler', summary: 'gcc can build programs', bytes: size },
      { code: 'compiler/build-tool', summary: 'make can do nothing but build', bytes: size },
      { code: 'compiler/headers', summary: 'headers that only compilers read are in the image', bytes: 70_010 },
      { code: 'compiler/static-library', summary: 'a static library that only linkers read is in the image', bytes: 100 },
    ]);
  });

  it.each([
    [
      'the part of gcc that does the work',
      { '/usr/libexec/gcc/x86_64-linux-gnu/13/cc1': program() },
      ['compiler /usr/libexec/gcc/x86_64-linux-gnu/13/cc1'],
    ],
    ['a compiler with a version', { '/usr/bin/clang-14': program() }, ['compiler /usr/bin/clang-14']],
    ['a build tool that is a script', { '/usr/bin/automake': script('#!/usr/bin/perl\n') }, ['build-tool /usr/bin/automake']],
  ])('reports %s', async (_, layer, expected) => {
    expect(await seenBy(compiler, { layers: [layer] })).toEqual(expected);
  });

  it.each([
    ['a script with the short name of a compiler', { '/app/as': script(), '/app/cc': script() }],
    ['a few headers that some package brought', { '/usr/include/x.h': 100 }],
    ['headers below an application', { '/app/include/x.h': 100_000 }],
    ['an archive that is no library', { '/app/data.ar': '!<arch>\nxx', '/app/text.a': 'the letter' }],
    ['a package of Debian, which is an archive as well', { '/tmp/x.deb': '!<arch>\ndebian' }],
    ['a Makefile, and a directory', { '/app/make/': 0, '/app/Makefile': 'all:\n' }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(compiler, { layers: [layer] })).toEqual([]);
  });
});
