import { describe, expect, it } from 'vitest';
import { javaArchive } from '../../support/java-archive.ts';
import { keptPaths, library, planOf, program, staticProgram } from '../plan-of.ts';
import {
  type Case,
  home,
  jar,
  java,
  javaBase,
  javaNot,
  misfit,
  multiarch,
  node,
  nodeBase,
  nodeNot,
  release,
  statusOf,
  system,
} from './runtime-images.ts';

describe('the Node of a base', () => {
  it('is started in the place of the image’s own, which is left out', async () => {
    const plan = await planOf(node(), '--base', nodeBase);
    expect([plan.config.entrypoint, plan.config.cmd]).toEqual([[], ['/nodejs/bin/node', 'server.js']]);
    expect(keptPaths(plan)).toEqual(['/app/part.js', '/app/server.js', '/etc/os-release']);
    expect(plan.warnings.filter(({ code }) => code === 'runtime-of-base' || code === 'base-does-not-fit')).toEqual([
      {
        code: 'runtime-of-base',
        text: '/nodejs/bin/node of the base is started in the place of /usr/local/bin/node 22.21.1, which is left out: what starts it by that path, from outside as well, finds none; its name alone is not found in PATH',
        path: null,
        line: null,
      },
    ]);
    const { base, predictedBytes, fits, reasons } = plan.candidates.find(
      (one) => one.base.kind === 'image' && one.base.reference === nodeBase,
    )!;
    const kept = plan.files.reduce((sum, { bytes }) => sum + bytes, 0);
    expect([base.kind === 'image' && base.bytes, predictedBytes, fits, reasons[1]]).toEqual([
      150e6,
      150e6 + kept,
      true,
      "its /nodejs/bin/node is started in the place of the image's own, which is left out",
    ]);
    expect(plan.size.baseBytes).toBe(150e6);
  });

  it('is started behind tini, and by the health check', async () => {
    const config = {
      Entrypoint: ['/usr/bin/tini', '--', 'node'],
      Cmd: ['server.js'],
      Healthcheck: { Test: ['CMD', 'node', 'part.js'] },
    };
    const plan = await planOf(node({ files: { '/usr/bin/tini': staticProgram() }, config }), '--base', nodeBase);
    expect([plan.config.entrypoint, plan.config.cmd, plan.config.healthcheck?.test]).toEqual([
      ['/usr/bin/tini', '--', '/nodejs/bin/node'],
      ['server.js'],
      ['CMD', '/nodejs/bin/node', 'part.js'],
    ]);
    expect(keptPaths(plan)).toContain('/usr/bin/tini');
  });

  it('is no other on scratch, or where it does not fit', async () => {
    const scratch = await planOf(node(), '--base', 'scratch');
    expect([scratch.config.cmd, keptPaths(scratch).includes('/usr/local/bin/node')]).toEqual([['/usr/local/bin/node', 'server.js'], true]);
    const asked = await planOf(node({ config: { Env: ['PATH=/usr/local/bin', 'NODE_VERSION=20.1.0'] } }), '--base', nodeBase);
    expect([asked.config.cmd, keptPaths(asked).includes('/usr/local/bin/node')]).toEqual([['/usr/local/bin/node', 'server.js'], true]);
    expect(asked.warnings.find(({ code }) => code === 'base-does-not-fit')?.text).toContain('the image has node 20.1.0, and the base 22');
  });

  it.each<readonly [what: string, input: Case]>([
    ['native code of the same version', { files: { '/app/server.js': "require('./a.node')", '/app/a.node': program({ type: 'shared' }) } }],
    ['a process that is started by the path of the running one', { files: { '/app/part.js': "require('child_process').fork('./x.js')" } }],
    ['the first line of the script that it is given', { files: { '/app/server.js': { content: '#!/usr/bin/env node\n', mode: 0o755 } } }],
    ['the first line of what nobody can execute', { files: { '/app/part.js': '#!/usr/local/bin/nodejs-no\n' } }],
    ['modules in NODE_PATH', { config: { Env: ['PATH=/usr/local/bin', 'NODE_VERSION=22.1.0', 'NODE_PATH=/usr/local/lib/node_modules'] } }],
    ['a command in shell form without anything for a shell', { config: { Cmd: ['/bin/sh', '-c', 'node server.js'] } }],
  ])('does for %s', async (_, input) => {
    expect(await misfit(node(input), nodeBase)).toBeNull();
  });

  const shell = program({ strings: ['', 'OPTIND', ''] });

  it.each<readonly [what: string, input: Case, reason: string]>([
    [
      'a script that starts it',
      {
        files: { '/start': { content: '#!/bin/sh\nexec node server.js\n', mode: 0o755 }, '/usr/bin/sh': shell },
        config: { Cmd: ['/start'] },
      },
      'the image does not start node by itself, but by something else',
    ],
    [
      'a child that is called by its name',
      { files: { '/app/part.js': "require('child_process').spawn('node', ['x.js']);" } },
      nodeNot('/app/part.js starts node'),
    ],
    [
      'a module of another that calls it by its name',
      {
        files: {
          '/app/part.js': "require('m')",
          '/app/node_modules/m/index.js': "require('child_process').execFileSync('node', ['x.js']);",
          '/app/node_modules/m/package.json': '{"name":"m","version":"1.0.0"}',
        },
      },
      nodeNot('/app/node_modules/m/index.js starts node'),
    ],
    [
      'a text that has its path',
      { files: { '/app/part.js': "exports.node = '/usr/local/bin/node';" } },
      nodeNot('/app/part.js names /usr/local/bin/node'),
    ],
    [
      'a program whose first line names it',
      { files: { '/app/part.js': { content: '#!/usr/bin/env node\n', mode: 0o755 }, '/usr/bin/env': staticProgram() } },
      nodeNot('/app/part.js names /usr/bin/env node in its first line'),
    ],
    [
      'a build of Debian',
      { files: { '/usr/local/bin/node': program({ needed: ['libnode.so.127', 'libc.so.6'] }) } },
      nodeNot('it is built otherwise: it loads libnode.so.127'),
    ],
    [
      'certificates of its build',
      { config: { Cmd: ['node', '--use-openssl-ca', 'server.js'] } },
      nodeNot('--use-openssl-ca depends on how it was built'),
    ],
    [
      'a snapshot of its build',
      { config: { Cmd: ['node', '--snapshot-blob', 'a', 'server.js'] } },
      nodeNot('--snapshot-blob depends on how it was built'),
    ],
    [
      'modules beside it',
      { files: { '/app/part.js': "require('g')", '/usr/local/lib/node/g.js': '1' } },
      nodeNot('only its own build looks for /usr/local/lib/node/g.js'),
    ],
    [
      'native code of a newer C library',
      {
        files: {
          '/app/server.js': "require('./a.node')",
          '/app/a.node': program({ type: 'shared', versionNeeds: { 'libc.so.6': ['GLIBC_2.99'] } }),
        },
      },
      'its programs need glibc 2.99, and the base has 2.41',
    ],
    ['another version', { config: { Env: ['PATH=/usr/local/bin', 'NODE_VERSION=24.1.0'] } }, 'the image has node 24.1.0, and the base 22'],
    ['an unknown version', { config: { Env: ['PATH=/usr/local/bin'] } }, 'the image has node of an unknown version, and the base 22'],
  ])('does not do for %s', async (_, input, reason) => {
    expect(await misfit(node(input), nodeBase)).toBe(reason);
  });

  it('does not do for musl, another architecture, or further commands that call it', async () => {
    const musl = program({ interpreter: '/lib/ld-musl-x86_64.so.1', needed: ['libc.musl-x86_64.so.1'] });
    const loader = { '/usr/lib/ld-musl-x86_64.so.1': library('libc'), '/usr/lib/libc.musl-x86_64.so.1': library('libc') };
    const alpine = node({
      files: { '/usr/local/bin/node': musl, '/app/server.js': "require('./a.node')", '/app/a.node': musl, ...loader },
    });
    expect([
      await misfit(alpine, nodeBase),
      await misfit({ ...node(), platform: 'linux/riscv64' }, nodeBase),
      await misfit(node(), nodeBase, '--exec', 'node part.js'),
    ]).toEqual([
      '/app/a.node is linked with musl, and the base has glibc',
      'there is none for linux/riscv64',
      nodeNot('asked for with --exec starts node'),
    ]);
  });

  it('is the same where it lies in the same place', async () => {
    const files = { '/nodejs/bin/node': program(), '/nodejs/bin/README': 'x' };
    const config = { Env: ['PATH=/nodejs/bin:/usr/bin', 'NODE_VERSION=22.1.0'], Cmd: ['/nodejs/bin/node', 'server.js'] };
    const plan = await planOf(
      {
        layers: [system, { '/app/server.js': "require('child_process').spawn('node');", ...files }],
        config: { ...config, WorkingDir: '/app' },
      },
      '--base',
      nodeBase,
    );
    expect([plan.config.cmd, keptPaths(plan).includes('/nodejs/bin/node')]).toEqual([['/nodejs/bin/node', 'server.js'], false]);
  });

  it('is known by what a program that was copied says of itself', async () => {
    const own = program({ strings: ['', 'https://nodejs.org/download/release/v22.3.1/node-v22.3.1.tar.gz', ''] });
    expect(await misfit(node({ files: { '/usr/local/bin/node': own }, config: { Env: ['PATH=/usr/local/bin'] } }), nodeBase)).toBeNull();
  });

  it('is known by the program, and not by a variable of one that it took the place of', async () => {
    const other = program({ strings: ['', 'https://nodejs.org/download/release/v20.19.0/node-v20.19.0.tar.gz', ''] });
    const image = node();
    const input = { ...image, layers: [...image.layers, { '/usr/local/bin/node': other }] };
    expect(await misfit(input, nodeBase)).toBe('the image has node 20.19.0, and the base 22');
    const own = program({ strings: ['', 'https://nodejs.org/download/release/v22.3.1/node-v22.3.1.tar.gz', ''] });
    const config = { Env: ['PATH=/usr/local/bin', 'NODE_VERSION=20.19.0'] };
    expect(await misfit(node({ files: { '/usr/local/bin/node': own }, config }), nodeBase)).toBeNull();
  });

  it('does not take the place of what --keep asks for', async () => {
    expect(await misfit(node(), nodeBase, '--keep', '/usr/local/bin/node')).toBe(nodeNot('--keep asks for /usr/local/bin/node'));
    const plan = await planOf(node(), '--base', nodeBase, '--keep', '/usr/local/bin/node*');
    expect([plan.config.cmd, keptPaths(plan).includes('/usr/local/bin/node')]).toEqual([['/usr/local/bin/node', 'server.js'], true]);
    expect(plan.warnings.find(({ code }) => code === 'base-does-not-fit')?.text).toContain('--keep asks for /usr/local/bin/node');
    expect(await misfit(node(), nodeBase, '--keep', '/app/*')).toBeNull();
    expect(await misfit(node(), nodeBase, '--keep', '/usr/local/bin/*', '--drop', '/usr/local/bin/node*')).toBeNull();
  });
});

describe('the Java runtime of a base', () => {
  it('is started in the place of the image’s own, which is left out with all that leads to it', async () => {
    const plan = await planOf(java(), '--base', javaBase);
    expect([plan.config.entrypoint, plan.config.env]).toEqual([
      ['/usr/bin/java', '-jar', '/srv/app.jar'],
      ['PATH=/usr/local/bin:/usr/bin:/bin'],
    ]);
    expect(keptPaths(plan)).toEqual(['/etc/os-release', '/srv/app.jar']);
    expect(plan.warnings.find(({ code }) => code === 'runtime-of-base')?.text).toBe(
      "/usr/bin/java of the base is started in the place of the image's own, 21.0.9, which is left out: settings, zones and tools of the runtime are those of the base; JAVA_HOME is not set any more",
    );
  });

  it('takes away with it what only the image’s own needs, and nothing of what the application does', async () => {
    const files = {
      [`${home}/lib/libone.so`]: library('libone.so', { needed: ['libonly.so.1', 'libboth.so.1'] }),
      [`${multiarch}/libonly.so.1`]: library('libonly.so.1', { needed: ['libonly-too.so.1'] }),
      [`${multiarch}/libonly-too.so.1`]: library('libonly-too.so.1'),
      [`${multiarch}/libboth.so.1`]: library('libboth.so.1', { needed: ['libboth-too.so.1'] }),
      [`${multiarch}/libboth-too.so.1`]: library('libboth-too.so.1'),
      '/var/lib/dpkg/status': `${statusOf('libc6')}\n${statusOf('libs')}`,
      '/var/lib/dpkg/info/libs.list': ['only', 'only-too', 'both', 'both-too'].map((name) => `${multiarch}/lib${name}.so.1\n`).join(''),
    };
    const later = { '/srv/native/libx.so': library('libx.so', { needed: ['libboth.so.1'] }) };
    const config = { Entrypoint: ['java', '-Djava.library.path=/srv/native', '-jar', '/srv/app.jar'] };
    const input = java({ files, later, config });
    const plan = await planOf(input, '--base', javaBase);
    expect(keptPaths(plan)).toEqual([
      '/etc/os-release',
      '/srv/app.jar',
      '/srv/native/libx.so',
      `${multiarch}/libboth-too.so.1`,
      `${multiarch}/libboth.so.1`,
    ]);
    const { predictedBytes } = plan.candidates.find((one) => one.base.kind === 'image' && one.base.reference === javaBase)!;
    expect(predictedBytes).toBe(plan.size.predictedBytes - plan.made.reduce((sum, { content }) => sum + content.length, 0));
    expect(keptPaths(await planOf(input, '--base', 'scratch'))).toContain(`${multiarch}/libonly-too.so.1`);
  });

  const classOf = (text: string): Uint8Array => javaArchive({ 'Main.class': text });

  it.each<readonly [what: string, input: Case]>([
    [
      'an agent of the application',
      { later: { '/srv/agent.jar': jar }, config: { Entrypoint: ['java', '-javaagent:/srv/agent.jar', '-jar', '/srv/app.jar'] } },
    ],
    ['options of any runtime', { config: { Entrypoint: ['java', '-Xmx1g', '-XX:+UseZGC', '-jar', '/srv/app.jar'] } }],
    [
      'tools that the image does not have either',
      {
        files: { [`${home}/release`]: 'JAVA_VERSION="21.0.1"\nMODULES="java.base"\n' },
        later: { '/srv/app.jar': classOf('javax/tools/ToolProvider') },
      },
    ],
    [
      'its own certificates',
      { files: { '/etc/ssl/certs/java/cacerts': 'x', [`${home}/lib/security/cacerts`]: { linkTarget: '/etc/ssl/certs/java/cacerts' } } },
    ],
  ])('does for %s', async (_, input) => {
    expect(await misfit(java(input), javaBase)).toBeNull();
  });

  it.each<readonly [what: string, input: Case, reason: string]>([
    [
      'a compiler',
      { later: { '/srv/app.jar': classOf('\0javax/tools/ToolProvider\0') } },
      javaNot('/srv/app.jar uses javax.tools.ToolProvider, which may need a JDK'),
    ],
    [
      'a compiler that a jar in a jar uses',
      { later: { '/srv/app.jar': javaArchive({ 'BOOT-INF/lib/a.jar': classOf('com/sun/tools/javac/api') }) } },
      javaNot('/srv/app.jar uses com.sun.tools.j, which may need a JDK'),
    ],
    [
      'a module of the tools',
      { config: { Entrypoint: ['java', '--add-modules', 'jdk.attach', '-jar', '/srv/app.jar'] } },
      javaNot('jdk.attach needs a JDK'),
    ],
    [
      'settings that were written later',
      { later: { [`${home}/conf/java.security`]: 'y' } },
      javaNot(`${home}/conf/java.security was written after its runtime was installed`),
    ],
    [
      'a module of its own',
      { files: { [`${home}/release`]: 'JAVA_VERSION="21.0.1"\nMODULES="java.base com.example.app"\n' } },
      javaNot('its runtime has a module of its own, com.example.app'),
    ],
    [
      'another virtual machine',
      { files: { [`${home}/release`]: `${release}JVM_VARIANT="Openj9"\n` } },
      javaNot('its virtual machine is Openj9'),
    ],
    [
      'an archive of its build',
      { config: { Entrypoint: ['java', '-XX:SharedArchiveFile=/srv/a.jsa', '-jar', '/srv/app.jar'] } },
      javaNot('-XX:SharedArchiveFile=/srv/a.jsa depends on how its runtime was built'),
    ],
    [
      'a path into it',
      { config: { Entrypoint: ['java', `-Dx=${home}/conf/java.security`, '-jar', '/srv/app.jar'] } },
      javaNot(`-Dx=${home}/conf/java.security names a file of its runtime`),
    ],
    [
      'native code that is linked with it',
      { later: { [`${multiarch}/jni/libx.so`]: program({ type: 'shared', needed: ['libjvm.so'] }) } },
      javaNot(`${multiarch}/jni/libx.so needs libjvm.so of it`),
    ],
    ['another version', { files: { [`${home}/release`]: 'JAVA_VERSION="17.0.1"\n' } }, 'the image has java 17.0.1, and the base 21'],
    [
      'a newer C library',
      { files: { '/var/lib/dpkg/status': statusOf('libc6', '2.43-1') } },
      'the image has glibc 2.43-1, and the base 2.41',
    ],
  ])('does not do for %s', async (_, input, reason) => {
    expect(await misfit(java(input), javaBase)).toBe(reason);
  });
});
