import { describe, expect, it } from 'vitest';
import { interpreter, keptLines, keptPaths, libc, library, planOf, program, staticProgram, warningCodes } from './plan-of.ts';

describe('advise', () => {
  it('keeps a static program, and nothing else of the system', async () => {
    const plan = await planOf({
      layers: [{ '/app': staticProgram({ symbolTableBytes: 48 }), '/usr/share/man/a.1': 10 }],
      config: { Entrypoint: ['/app'] },
    });
    expect(keptLines(plan)).toEqual(['/app ← the entrypoint']);
    expect([plan.user.uid, plan.config.entrypoint, plan.warnings]).toEqual([65_532, ['/app'], []]);
  });

  it('keeps what a dynamic program is linked with, to the end, with every symlink on the way', async () => {
    const plan = await planOf({
      layers: [
        {
          ...libc,
          '/usr/bin/app': program({ needed: ['liba.so.1', 'libc.so.6'] }),
          '/usr/lib/liba.so.1': { linkTarget: 'liba.so.1.2' },
          '/usr/lib/liba.so.1.2': library('liba.so.1', { needed: ['libb.so'] }),
          '/usr/lib/libb.so': library('libb.so'),
          '/usr/lib/libnobody.so': library('libnobody.so'),
        },
      ],
      config: { Cmd: ['app', '-v'] },
    });
    expect(keptLines(plan).filter((line) => !line.includes('libnobody'))).toEqual([
      '/lib/x86_64-linux-gnu/libc.so.6 ← needed by /usr/bin/app',
      `${interpreter} ← interpreter of /usr/bin/app`,
      '/usr/bin/app ← the command',
      '/usr/lib/liba.so.1 ← needed by /usr/bin/app',
      '/usr/lib/liba.so.1.2 ← needed by /usr/bin/app',
      '/usr/lib/libb.so ← needed by /usr/lib/liba.so.1',
    ]);
    expect(plan.config.cmd).toEqual(['/usr/bin/app', '-v']);
  });

  it('warns of a library that is nowhere, of a program that is not there, and of an interpreter that is not', async () => {
    const files = { '/app': program({ needed: ['libgone.so', 'libc.so.6'] }), '/lib/x86_64-linux-gnu/libc.so.6': library('libc.so.6') };
    const plan = await planOf({ layers: [files], config: { Entrypoint: ['/app'], Healthcheck: { Test: ['CMD', 'probe'] } } });
    expect(plan.warnings.filter(({ code }) => code !== 'runs-as-root')).toEqual([
      {
        code: 'program-not-found',
        text: 'the program "probe" is not in the image, looked for in PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; what it needs is not known',
        path: null,
        line: null,
      },
      {
        code: 'missing-interpreter',
        text: `its interpreter ${interpreter} is not in the image, so that it cannot start`,
        path: '/app',
        line: null,
      },
      {
        code: 'missing-library',
        text: 'the library libgone.so is nowhere that the loader looks in the image; what needs it does not start, or finds it elsewhere',
        path: '/app',
        line: null,
      },
    ]);
  });

  it('goes through wrappers and interpreter lines to what does the work', async () => {
    const plan = await planOf({
      layers: [
        {
          ...libc,
          '/sbin/tini': program(),
          '/usr/bin/env': program(),
          '/usr/bin/runner': program(),
          '/start': { content: '#!/usr/bin/env -S runner -x\n', mode: 0o755 },
        },
      ],
      config: { Entrypoint: ['tini', '--', '/start'] },
    });
    expect(keptLines(plan).filter((line) => !line.includes('/lib'))).toEqual([
      '/sbin/tini ← the entrypoint',
      '/start ← started by /sbin/tini',
      '/usr/bin/env ← interpreter of /start',
      '/usr/bin/runner ← started by /usr/bin/env',
    ]);
  });

  it('warns where nobody can read the script of an interpreter, and takes CMD for what it starts', async () => {
    const plan = await planOf({
      layers: [
        { '/usr/bin/odd': staticProgram(), '/start': { content: '#!/usr/bin/odd\n', mode: 0o755 }, '/usr/bin/app': staticProgram() },
      ],
      config: { Entrypoint: ['/start'], Cmd: ['app'] },
    });
    expect(keptPaths(plan)).toEqual(['/start', '/usr/bin/app', '/usr/bin/odd']);
    expect(warningCodes(plan)).toEqual(['unknown-interpreter', 'runs-as-root']);
  });

  it('takes a script that starts itself for what it is', async () => {
    const plan = await planOf({ layers: [{ '/start': { content: '#!/start\n', mode: 0o755 } }], config: { Entrypoint: ['/start'] } });
    expect(keptPaths(plan)).toEqual(['/start']);
    expect(warningCodes(plan)).toContain('too-many-starts');
  });

  it('keeps libraries that are opened by name, where they are there and of the same machine', async () => {
    const plan = await planOf({
      layers: [
        {
          ...libc,
          '/app': program({ strings: ['libplugin.so.3', 'libelse.so', 'libgone.so'] }),
          '/usr/lib/libplugin.so.3': library('libplugin.so.3', { needed: ['libdeep.so'] }),
          '/usr/lib/libdeep.so': library('libdeep.so'),
          '/usr/lib/libelse.so': library('libelse.so', { machine: 'aarch64' }),
        },
      ],
      config: { Entrypoint: ['/app'] },
    });
    expect(
      plan.files
        .filter(({ path, part }) => path.startsWith('/usr/lib/') && part !== 'data')
        .map(({ path, confidence }) => [path, confidence]),
    ).toEqual([
      ['/usr/lib/libdeep.so', 'likely'],
      ['/usr/lib/libplugin.so.3', 'likely'],
    ]);
  });

  it('counts content under several names once', async () => {
    const plan = await planOf({
      layers: [
        [
          ['/a', { content: staticProgram().content!, mode: 0o755 }],
          ['/b', { kind: 'hardlink', linkTarget: '/a', mode: 0o755 }],
        ],
      ],
      config: { Entrypoint: ['/a'], Healthcheck: { Test: ['CMD', '/b'] } },
    });
    const [a, b] = plan.files;
    expect([a!.kind, b!.kind, b!.bytes]).toEqual(['file', 'hardlink', 0]);
    expect(plan.size.partBytes.application).toBe(a!.bytes);
  });

  it('gives the same plan for the same image', async () => {
    const input = { layers: [{ ...libc, '/app': program({ needed: ['libc.so.6'] }), '/data/x': 'x' }], config: { Entrypoint: ['/app'] } };
    const [first, second] = [await planOf(input), await planOf(input)];
    expect({ ...second, source: first.source }).toEqual(first);
  });
});
