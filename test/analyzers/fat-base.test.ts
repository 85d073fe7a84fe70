import { describe, expect, it } from 'vitest';
import { fatBase } from '../../analyzers/fat-base.ts';
import { elf } from '../support/elf.ts';
import type { LayerInput } from '../support/layers.ts';
import { codesOf, findingsOf } from './analysis-of.ts';
import { program, script } from './programs.ts';

const history = [
  { createdBy: 'ADD rootfs.tar.xz / # buildkit', created: '2024-03-01T10:00:00Z' },
  { createdBy: 'CMD ["bash"]', created: '2024-03-01T10:00:00Z', emptyLayer: true },
  { createdBy: 'COPY app /app # buildkit', created: '2024-03-05T10:00:00Z' },
];
const base: LayerInput = { '/usr/share/x': 19_000_000, '/lib/libc.so.6': 1_000_000, '/lib/ld.so': 10 };
const image = (app: LayerInput, more: Readonly<Record<string, unknown>> = {}) => ({
  layers: [base, app],
  history,
  config: { Entrypoint: ['/app'] },
  ...more,
});

describe('fat-base', () => {
  it('weighs the base against what the program is linked with', async () => {
    expect(await findingsOf(fatBase, image({ '/app': program({ needed: ['libc.so.6'] }) }))).toEqual([
      {
        code: 'fat-base/dynamic',
        severity: 'low',
        summary: '/app is linked with little of the base image: it needs some 5 % of its bytes',
        bytes: 19_000_000,
        evidence: [{ kind: 'instruction', layer: 0, instruction: 'ADD rootfs.tar.xz /' }],
        remedy: {
          kind: 'production-stage',
          text: 'copy the program and the libraries that it needs into a small base image: flense advise names them',
        },
      },
    ]);
  });

  it('weighs a static program more, which needs nothing of it', async () => {
    expect(await codesOf(fatBase, image({ '/app': { content: elf({ type: 'executable' }), mode: 0o755 } }))).toEqual(['fat-base/static']);
  });

  it.each<[name: string, input: ReturnType<typeof image>]>([
    ['a script, of which nobody knows yet what it needs', image({ '/app': script('#!/app2\n'), '/app2': script() })],
    [
      'an interpreter where nothing says what it depends on',
      image({ '/usr/bin/python3.12': program() }, { config: { Entrypoint: ['python3.12', 'a.py'] } }),
    ],
    [
      'a base that is needed',
      image(
        { '/app': program({ needed: ['libbig.so'] }), '/x': 1 },
        { layers: [{ '/lib/libbig.so': 19e6, '/x': 5e6 }, { '/app': program({ needed: ['libbig.so'] }) }] },
      ),
    ],
    ['a small base', image({}, { layers: [{ '/x': 5_000_000 }, { '/app': program() }] })],
    ['certificates and time zones', image({}, { layers: [{ '/usr/share/zoneinfo/x': 11_000_000 }, { '/app': program() }] })],
    ['layers of which nobody knows', image({ '/app': program() }, { history: ['a', 'b'] })],
    ['a program that is not there', image({ '/other': program() })],
  ])('is silent about %s', async (_, input) => {
    expect(await codesOf(fatBase, input)).toEqual([]);
  });
});

type Deb = { readonly files: LayerInput; readonly depends?: string; readonly provides?: string };

/** Files of packages, and the database that lists them. */
function debs(packages: Readonly<Record<string, Deb>>): LayerInput {
  const fields = ([name, { depends = '', provides = '' }]: readonly [string, Deb]): string =>
    `Package: ${name}\nStatus: install ok installed\nVersion: 1\nArchitecture: all\nDepends: ${depends}\nProvides: ${provides}\n\n`;
  return {
    '/var/lib/dpkg/status': Object.entries(packages).map(fields).join(''),
    ...Object.fromEntries(
      Object.entries(packages).map(([name, { files }]) => [`/var/lib/dpkg/info/${name}.list`, `${Object.keys(files).join('\n')}\n`]),
    ),
    ...Object.assign({}, ...Object.values(packages).map(({ files }) => files)),
  };
}

const system = {
  libc6: {
    files: { '/lib/libc.so.6': { content: elf({ soname: 'libc.so.6' }), mode: 0o755 }, '/lib/ld.so': 10, '/usr/lib/gconv/a': 2_000_000 },
  },
  gcc: { files: { '/usr/lib/gcc/cc1': 11_000_000 }, depends: 'libc6' },
} as const;
const python = {
  python3: { files: { '/usr/bin/python3.11': program({ needed: ['libc.so.6'] }) }, depends: 'stdlib (>= 3), libc6 | musl' },
  'libpython3.11-stdlib': { files: { '/usr/lib/python3.11/os.py': 3_000_000 }, provides: 'stdlib' },
} as const;
const started = (layers: readonly LayerInput[], config: Readonly<Record<string, unknown>> = { Cmd: ['python3.11', '/app/main.py'] }) => ({
  layers,
  history,
  config: { Env: ['PATH=/usr/local/bin:/usr/bin:/bin'], ...config },
});

describe('fat-base, of a runtime', () => {
  it('weighs the packages that it depends on against all that the base has', async () => {
    const findings = await findingsOf(fatBase, started([debs({ ...system, ...python }), { '/app/main.py': 'x' }]));
    expect(findings.map(({ code, severity, summary, bytes }) => ({ code, severity, summary, bytes }))).toEqual([
      {
        code: 'fat-base/interpreted',
        severity: 'low',
        summary: '/usr/bin/python3.11, the packages that it depends on and what is in no package are some 31 % of the base image',
        bytes: 11_000_000,
      },
    ]);
  });

  it('weighs it where a script starts it, with what that calls', async () => {
    const files = {
      dash: { files: { '/bin/sh': program({ needed: ['libc.so.6'], strings: ['', 'OPTIND'] }) }, depends: 'libc6' },
      coreutils: { files: { '/bin/ls': 1_000_000 } },
    };
    const app = { '/entrypoint.sh': script('#!/bin/sh\nexec "$@"\n'), '/app/main.py': 'x' };
    const config = { Entrypoint: ['/entrypoint.sh'], Cmd: ['python3.11', '/app/main.py'] };
    const findings = await findingsOf(fatBase, started([debs({ ...system, ...python, ...files }), app], config));
    expect(findings.map(({ code, bytes }) => [code, bytes])).toEqual([['fat-base/interpreted', 11_000_000]]);
  });

  it('weighs packages of apk', async () => {
    const base = {
      '/lib/apk/db/installed':
        'P:musl\nV:1\np:so:libc.musl.so.1=1\nF:lib\nR:ld.so\n\nP:nodejs\nV:20\nD:so:libc.musl.so.1 ada-libs\nF:usr/bin\nR:node\n\n' +
        'P:ada-libs\nV:1\nF:usr/lib\nR:libada.so\n\nP:gcc\nV:1\nF:usr/libexec\nR:cc1\n\n',
      '/lib/ld.so': 600_000,
      '/usr/bin/node': program(),
      '/usr/lib/libada.so': 2_000_000,
      '/usr/libexec/cc1': 11_000_000,
    };
    const findings = await findingsOf(fatBase, started([base, { '/app/a.js': 'x' }], { Cmd: ['node', '/app/a.js'] }));
    expect(findings.map(({ code, bytes }) => [code, bytes])).toEqual([['fat-base/interpreted', 11_000_000]]);
  });

  const big = {
    libbig: { files: { '/usr/lib/libbig.so': { content: elf({ soname: 'libbig.so', textBytes: 13_000_000 }), mode: 0o755 } } },
  } as const;

  it.each<[name: string, input: ReturnType<typeof started>]>([
    [
      'a base of nothing else',
      started([debs({ ...python, libc6: { files: { ...system.libc6.files, '/usr/lib/gconv/b': 12_000_000 } } }), { '/a': 1 }]),
    ],
    [
      'a small image of the runtime, which is in no package',
      started([
        { ...debs(system), '/usr/local/bin/python3.11': program({ needed: ['libc.so.6'] }), '/usr/local/lib/python3.11/os.py': 14e6 },
        { '/a': 1 },
      ]),
    ],
    [
      'a base of which a module of the application needs much',
      started([debs({ ...system, ...python, ...big }), { '/app/x.so': { content: elf({ needed: ['libbig.so'] }), mode: 0o755 } }]),
    ],
    [
      'a base of which a package that was added needs much',
      started([debs({ ...system, ...python }), debs({ ...system, ...python, tool: { files: { '/usr/bin/tool': 9 }, depends: 'gcc' } })]),
    ],
    ['a base without packages', started([{ ...python.python3.files, '/usr/lib/x': 12e6 }, { '/a': 1 }])],
    ['a web server', started([debs({ ...system, nginx: { files: { '/usr/bin/nginx': program() } } }), { '/a': 1 }], { Cmd: ['nginx'] })],
    [
      'a shell',
      started([debs({ ...system, dash: { files: { '/bin/sh': program({ strings: ['', 'OPTIND'] }) } } }), { '/a': 1 }], {
        Cmd: ['/bin/sh'],
      }),
    ],
    [
      'a command that is not there',
      started([debs({ ...system, ...python }), { '/a': 1 }], { Entrypoint: ['/missing'], Cmd: ['python3.11'] }),
    ],
    ['layers of which nobody knows', { ...started([debs({ ...system, ...python }), { '/a': 1 }]), history: ['a', 'b'] as never }],
  ])('is silent about %s', async (_, input) => {
    expect(await codesOf(fatBase, input)).toEqual([]);
  });
});
