import { describe, expect, it } from 'vitest';
import { packageManager } from '../../analyzers/package-manager.ts';
import { findingsOf, seenBy } from './analysis-of.ts';
import { busybox, program, script } from './programs.ts';

describe('package-manager', () => {
  it('tells the programs, and the bytes of their databases, by layer', async () => {
    const layers = [
      {
        '/usr/bin/apt': program(),
        '/usr/bin/apt-get': program(),
        '/var/lib/apt/lists/a': 70,
        '/var/lib/dpkg/status': 30,
        '/etc/apt/sources.list': 5,
      },
      { '/usr/bin/dpkg': program(), '/var/lib/dpkg/status': 40 },
    ];
    const size = 0 + (program().content as Uint8Array).length;
    const history = ['ADD rootfs', 'RUN /bin/sh -c setup'];
    const findings = await findingsOf(packageManager, { layers, history });
    expect(findings.map(({ code, summary, bytes, evidence }) => ({ code, summary, bytes, evidence }))).toEqual([
      {
        code: 'package-manager/system',
        summary: 'apt and apt-get can install packages of the system',
        bytes: 2 * size,
        evidence: [
          { kind: 'file', path: '/usr/bin/apt', layer: 0, bytes: size },
          { kind: 'file', path: '/usr/bin/apt-get', layer: 0, bytes: size },
        ],
      },
      {
        code: 'package-manager/system',
        summary: 'dpkg can install packages of the system',
        bytes: size,
        evidence: [{ kind: 'file', path: '/usr/bin/dpkg', layer: 1, bytes: size }],
      },
      {
        code: 'package-manager/data',
        summary: 'databases, settings, libraries and keys of package managers are in the image',
        bytes: 5,
        evidence: [{ kind: 'file', path: '/etc/apt', layer: 0, bytes: 5 }],
      },
      {
        code: 'package-manager/data',
        summary: 'databases, settings, libraries and keys of package managers are in the image',
        bytes: 40,
        evidence: [{ kind: 'file', path: '/var/lib/dpkg', layer: 1, bytes: 40 }],
      },
    ]);
  });

  it('counts the own packages of a manager of a language', async () => {
    const layers = [
      {
        '/usr/local/bin/npm': { linkTarget: '../lib/node_modules/npm/bin/npm-cli.js' },
        '/usr/local/lib/node_modules/npm/bin/npm-cli.js': script('#!/usr/bin/env node\n'),
        '/usr/local/lib/node_modules/npm/lib/cli.js': 500,
        '/app/node_modules/left-pad/index.js': 900,
      },
    ];
    expect(await seenBy(packageManager, { layers })).toEqual([
      'language /usr/local/lib/node_modules/npm/bin/npm-cli.js',
      'data /usr/local/lib/node_modules/npm',
    ]);
  });

  it.each([
    ['go', { '/usr/local/go/bin/go': program(), '/usr/local/go/src/a.go': 900 }, '/usr/local/go'],
    [
      'yarn, as the images of Node.js have it',
      {
        '/opt/yarn-v1.22.22/bin/yarn': script(),
        '/opt/yarn-v1.22.22/lib/cli.js': 9,
        '/usr/local/bin/yarn': { linkTarget: '/opt/yarn-v1.22.22/bin/yarn' },
      },
      '/opt/yarn-v1.22.22',
    ],
    ['nix', { '/nix/store/abc-nix-2.18/bin/nix': program(), '/nix/store/abc-glibc/lib/x': 90 }, '/nix/store/abc-nix-2.18'],
    ['nix, its database', { '/usr/bin/nix': program(), '/nix/var/nix/db/db.sqlite': 90 }, '/nix/var'],
    [
      'apt, its libraries',
      { '/usr/bin/apt': program(), '/usr/lib/x86_64-linux-gnu/libapt-pkg.so.6.0': 90 },
      '/usr/lib/x86_64-linux-gnu/libapt-pkg.so.6.0',
    ],
    [
      'gem, what its commands load',
      {
        '/usr/local/bin/gem': script('#!/usr/bin/env ruby\n'),
        '/usr/local/lib/ruby/3.3.0/rubygems/command_manager.rb': 9,
        '/usr/local/lib/ruby/3.3.0/rubygems/commands/install_command.rb': 90,
        '/usr/local/lib/ruby/3.3.0/rubygems/core_ext/kernel_require.rb': 90,
      },
      '/usr/local/lib/ruby/3.3.0/rubygems/commands',
    ],
    [
      'composer',
      { '/usr/bin/composer': script('#!/usr/bin/env php\n'), '/usr/share/php/Composer/Factory.php': 90, '/app/vendor/composer/a.php': 90 },
      '/usr/share/php/Composer',
    ],
    [
      'dnf, what it loads',
      { '/usr/bin/dnf': script(), '/usr/lib/python3.11/site-packages/hawkey/a.py': 90 },
      '/usr/lib/python3.11/site-packages/hawkey',
    ],
  ])('counts what is there for %s', async (_, layer, expected) => {
    const seen = await seenBy(packageManager, { layers: [layer] });
    expect(seen.filter((line) => line.startsWith('data '))).toEqual([`data ${expected}`]);
  });

  it('counts of the store of nix what only nix is linked with', async () => {
    const linked = (runpath: string) => program({ needed: ['libx.so'], runpath });
    const layer = {
      '/nix/store/a-nix-2.18/bin/nix': linked('/nix/store/b-nix-store/lib:/nix/store/g-glibc/lib'),
      '/nix/store/b-nix-store/lib/libnixstore.so': linked('/nix/store/c-boost/lib:/nix/store/g-glibc/lib'),
      '/nix/store/c-boost/lib/libboost.so': 900,
      '/nix/store/g-glibc/lib/libc.so.6': 900,
      '/nix/store/h-hello/bin/hello': linked('/nix/store/g-glibc/lib'),
      '/nix/store/s-source/x.nix': 900,
      '/root/.nix-profile/bin/nix': { linkTarget: '/nix/store/a-nix-2.18/bin/nix' },
    };
    const seen = await seenBy(packageManager, { layers: [layer] });
    expect(seen.filter((line) => line.startsWith('data ')).sort()).toEqual([
      'data /nix/store/a-nix-2.18',
      'data /nix/store/b-nix-store',
      'data /nix/store/c-boost',
    ]);
  });

  it.each([
    ['a gem without its commands, which Ruby loads', { '/usr/bin/gem': script(), '/usr/lib/ruby/3.1.0/rubygems/version.rb': 900 }],
    [
      'the library of gem without gem',
      { '/usr/lib/ruby/3.1.0/rubygems/command_manager.rb': 9, '/usr/lib/ruby/3.1.0/rubygems/commands/x.rb': 9 },
    ],
    ['what composer has installed', { '/usr/bin/composer': script(), '/app/vendor/composer/autoload_real.php': 900 }],
    ['a program beside a manager', { '/usr/local/bin/go': program(), '/usr/local/share/x': 900 }],
    ['a manager in an environment', { '/opt/conda/bin/pip': script(), '/opt/conda/lib/x': 900 }],
    ['a directory that only begins with its name', { '/opt/gopher/bin/go': program(), '/opt/gopher/x': 900 }],
    ['libraries without their manager', { '/usr/lib/libapt-pkg.so.6.0': 90 }],
  ])('counts nothing else of %s', async (_, layer) => {
    const seen = await seenBy(packageManager, { layers: [layer] });
    expect(seen.filter((line) => line.startsWith('data '))).toEqual([]);
  });

  it.each([
    ['apk of Alpine', { '/sbin/apk': program() }, ['system /sbin/apk']],
    ['dpkg as a function of busybox', { '/bin/busybox': busybox('dpkg') }, ['applet /bin/busybox']],
    ['pip in a virtual environment', { '/venv/bin/pip3': script('#!/venv/bin/python3\n') }, ['language /venv/bin/pip3']],
    ['go, wherever it lies', { '/opt/tools/bin/go': program() }, ['language /opt/tools/bin/go']],
  ])('reports %s', async (_, layer, expected) => {
    expect(await seenBy(packageManager, { layers: [layer] })).toEqual(expected);
  });

  it.each([
    [
      'a database without its manager, as distroless images have it',
      { '/var/lib/dpkg/status.d/base': 'Package: base\n', '/lib/apk/db/installed': 'P:x\n' },
    ],
    [
      'completions, manuals and settings',
      { '/usr/share/bash-completion/completions/apt': 'x', '/etc/apt/apt.conf': 'x', '/usr/share/doc/npm': 'x' },
    ],
    ['scripts that only share the name', { '/etc/cron.daily/dpkg': script(), '/usr/share/bug/dpkg': script() }],
    ['the helpers of apt', { '/usr/lib/apt/methods/rpm': program() }],
    ['a directory of that name', { '/opt/go/': 0, '/app/apt/': 0 }],
    ['data that nobody may execute', { '/app/gem': program({}, { mode: 0o644 }) }],
    ['a package of npm that is no manager', { '/app/node_modules/npm/index.js': 'x' }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(packageManager, { layers: [layer] })).toEqual([]);
  });
});
