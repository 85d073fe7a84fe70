import { describe, expect, it } from 'vitest';
import { nodeTracer } from '../../../../src/advise/languages/node/node-tracer.ts';
import { type Files, keptFiles, program, traced, warned } from '../scene-of.ts';

const node: Files = { '/usr/local/bin/node': program() };
const modules = '/app/node_modules';

const packages: Files = {
  '/app/package.json': '{"name":"shop","scripts":{"start":"node server.js","serve":"prepare && node server.js","tool":"tool -x"}}',
  [`${modules}/a/package.json`]: '{"name":"a","main":"lib","dependencies":{"b":"1"}}',
  [`${modules}/a/lib/index.js`]: "require('./part'); require('b/sub')",
  [`${modules}/a/lib/part.js`]: '',
  [`${modules}/a/lib/unused.js`]: '',
  [`${modules}/b/package.json`]: '{"name":"b","exports":{"./sub":{"import":"./sub.mjs","require":"./sub.cjs"}}}',
  [`${modules}/b/sub.cjs`]: '',
  [`${modules}/b/sub.mjs`]: '',
  [`${modules}/b/internal.js`]: '',
  [`${modules}/data/package.json`]: '{"name":"data"}',
  [`${modules}/data/index.js`]: "fs.readFileSync(__dirname + '/x.txt')",
  [`${modules}/data/x.txt`]: 'x',
  [`${modules}/data/README.md`]: 'x',
  [`${modules}/data/test/index.js`]: 'x',
  [`${modules}/unused/package.json`]: '{}',
  [`${modules}/unused/index.js`]: '',
  [`${modules}/.bin/tool`]: { linkTarget: '../tool/cli.js' },
  [`${modules}/tool/cli.js`]: program('#!/usr/bin/env node\n'),
};

async function kept(files: Files, argv: readonly string[], changes: Parameters<typeof traced>[3] = {}) {
  const all = { ...node, ...packages, ...files };
  const trace = await traced(nodeTracer, all, argv, changes);
  return { files: (await keptFiles(trace, all)).filter((path) => path.startsWith('/app')), warnings: warned(trace), trace };
}

describe('a Node program', () => {
  it('keeps the modules that it loads, and what describes their packages', async () => {
    const { files, warnings } = await kept({ '/app/server.js': "import 'a'; import fs from 'fs'" }, ['node', 'server.js']);
    expect(files).toEqual([
      `${modules}/a/lib/index.js`,
      `${modules}/a/lib/part.js`,
      `${modules}/a/package.json`,
      `${modules}/b/package.json`,
      `${modules}/b/sub.cjs`,
      `${modules}/b/sub.mjs`,
      '/app/package.json',
      '/app/server.js',
    ]);
    expect(warnings).toEqual([]);
  });

  it('keeps a package whole that reads what lies beside it, but for tests and documents', async () => {
    const { files } = await kept({ '/app/server.js': "require('data')" }, ['node', 'server']);
    expect(files.filter((path) => path.includes('/data/'))).toEqual([
      `${modules}/data/index.js`,
      `${modules}/data/package.json`,
      `${modules}/data/x.txt`,
    ]);
  });

  it('keeps all modules where the application loads what only running tells, and says where', async () => {
    const { files, warnings } = await kept({ '/app/server.js': '\nrequire(process.env.X)' }, ['node', 'server.js']);
    expect(files).toEqual(Object.keys({ ...packages, '/app/server.js': '' }).sort());
    expect(warnings).toEqual(['node-computed-require /app/server.js:2']);
  });

  it('loads any of its own scripts where a name begins with its place', async () => {
    const files = { '/app/server.js': "require('./lib/' + x)", '/app/lib/de.js': "require('a')", '/app/test/x.js': "require('unused')" };
    const found = await kept(files, ['node', 'server.js']);
    expect(found.files).toContain(`${modules}/a/lib/index.js`);
    expect(found.files).not.toContain(`${modules}/unused/index.js`);
    expect(found.warnings).toEqual([]);
  });

  it('keeps the package that a word in the application names', async () => {
    const { files } = await kept({ '/app/server.js': "app.set('view engine', 'unused')" }, ['node', 'server.js']);
    expect(files).toContain(`${modules}/unused/index.js`);
  });

  it('keeps workers, and what options load first', async () => {
    const files = {
      '/app/server.js': "new Worker(new URL('./work.js', import.meta.url))",
      '/app/work.js': "require('a')",
      '/app/first.js': "require('data')",
    };
    const found = await kept(files, ['node', 'server.js'], { env: ['NODE_OPTIONS=--require ./first.js'] });
    expect(found.files).toEqual(expect.arrayContaining([`${modules}/a/lib/part.js`, `${modules}/data/x.txt`, '/app/first.js']));
  });

  it('takes compiled addons of the platform of the image', async () => {
    const addon: Files = {
      [`${modules}/fast/package.json`]: '{"name":"fast"}',
      [`${modules}/fast/index.js`]: "require('node-gyp-build')(__dirname)",
      [`${modules}/fast/prebuilds/linux-x64/fast.node`]: 'x',
      [`${modules}/fast/prebuilds/darwin-x64/fast.node`]: 'x',
      [`${modules}/fast/prebuilds/linux-arm64/fast.node`]: 'x',
      '/app/server.js': "require('fast')",
    };
    const { files } = await kept(addon, ['node', 'server.js']);
    expect(files.filter((path) => path.endsWith('.node'))).toEqual([`${modules}/fast/prebuilds/linux-x64/fast.node`]);
  });

  it('says that its script is not there', async () => {
    expect((await kept({}, ['node', 'server.js'])).warnings).toEqual(['node-script-missing -']);
  });

  it('is nobody who has a similar name', async () => {
    expect(await traced(nodeTracer, { '/usr/bin/nodetool': program() }, ['nodetool'])).toBeNull();
  });
});

describe('a package manager', () => {
  const npm: Files = { '/usr/lib/npm/bin/npm-cli.js': program('x'), '/app/server.js': '' };

  it('leads to the shell that runs its script, and offers what does without both', async () => {
    const { trace } = await kept(npm, ['node', '/usr/lib/npm/bin/npm-cli.js', 'start']);
    expect(trace?.invocations.map(({ argv, from }) => ({ argv, from }))).toEqual([
      { argv: ['/bin/sh', '-c', 'node server.js'], from: '/app/package.json' },
    ]);
    expect(trace?.replacement).toMatchObject({ argv: ['/usr/local/bin/node', 'server.js'], workingDir: '/app', env: [] });
  });

  it('offers nothing where the script needs a shell', async () => {
    const { trace } = await kept(npm, ['node', '/usr/lib/npm/bin/npm-cli.js', 'run', 'serve']);
    expect(trace?.invocations.map(({ argv }) => argv)).toEqual([['/bin/sh', '-c', 'prepare && node server.js']]);
    expect(trace?.replacement).toBeUndefined();
  });

  it('finds programs of packages', async () => {
    const { trace } = await kept(npm, ['node', '/usr/lib/npm/bin/npm-cli.js', 'run', 'tool', '--', '-y']);
    expect(trace?.invocations.map(({ argv }) => argv)).toEqual([['/bin/sh', '-c', 'tool -x -y']]);
    expect(trace?.replacement?.argv).toEqual([`${modules}/tool/cli.js`, '-x', '-y']);
  });

  it('says that the script is not there', async () => {
    expect((await kept(npm, ['node', '/usr/lib/npm/bin/npm-cli.js', 'run', 'none'])).warnings).toEqual([
      'package-script-missing /app/package.json',
    ]);
  });

  it('tells that a loader of addons may look into a script that is left out', async () => {
    const files = { '/usr/bin/ldd': program('#!/bin/bash\n'), '/app/server.js': "require('fs').readFileSync('/usr/bin/ldd')" };
    expect((await kept(files, ['node', 'server.js'])).warnings).toEqual(['library-tool-left-out /usr/bin/ldd']);
    expect(
      (await kept({ ...files, '/app/server.js': "require('fs').readFileSync('/usr/bin/lddx')" }, ['node', 'server.js'])).warnings,
    ).toEqual([]);
  });
});
