import { describe, expect, it } from 'vitest';
import { startChain } from '../../src/program/start-chain.ts';
import { viewOf } from '../analyzers/view-of.ts';

const program = { content: 'x', mode: 0o755 };
const script = (line: string) => ({ content: `#!${line}\nexec\n`, mode: 0o755 });

const files = {
  '/bin/': 0,
  '/bin/sh': program,
  '/bin/busybox': program,
  '/sbin/tini': program,
  '/usr/bin/env': program,
  '/usr/local/bin/entry.sh': script('/bin/sh -e'),
  '/usr/local/bin/node': { linkTarget: '/opt/node' },
  '/opt/node': program,
  '/opt/notes.txt': 'x',
  '/app/run': script(' /usr/bin/env -S node --harmony'),
  '/app/loop': script('/app/loop'),
};

async function chain(config: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const { image, tree, script: scriptAt } = await viewOf({}, { layers: [files], config });
  return startChain(tree, image.config.config, scriptAt).map(
    ({ kind, node, command }) => `${kind} ${node === null ? '-' : tree.path(node)}: ${command.join(' ')}`,
  );
}

describe('startChain', () => {
  it('looks a name up in PATH, symlinks followed', async () => {
    expect(await chain({ Cmd: ['node', 'app.js'] })).toEqual(['named /opt/node: node app.js']);
  });

  it('follows scripts as the kernel does, with the one argument', async () => {
    expect(await chain({ Entrypoint: ['entry.sh'], Cmd: ['node', 'a b'] })).toEqual([
      'named /usr/local/bin/entry.sh: entry.sh node a b',
      'interpreter /bin/sh: /bin/sh -e /usr/local/bin/entry.sh node a b',
    ]);
  });

  it('follows wrappers', async () => {
    expect(await chain({ Entrypoint: ['/sbin/tini', '-g', '-p', 'SIGTERM', '--'], Cmd: ['env', 'A=1', 'node', 'x'] })).toEqual([
      'named /sbin/tini: /sbin/tini -g -p SIGTERM -- env A=1 node x',
      'wrapped /usr/bin/env: env A=1 node x',
      'wrapped /opt/node: node x',
    ]);
  });

  it.each([
    ['nothing to start', {}, []],
    ['an empty word', { Cmd: [''] }, ['named -: ']],
    ['a program that is not there', { Cmd: ['missing'] }, ['named -: missing']],
    ['a file that nobody may execute', { Cmd: ['/opt/notes.txt'] }, ['named -: /opt/notes.txt']],
    ['a directory', { Cmd: ['/bin'] }, ['named -: /bin']],
    ['a path below the working directory', { WorkingDir: '/opt', Cmd: ['./node'] }, ['named /opt/node: ./node']],
    ['a PATH of its own', { Env: ['PATH=/nowhere'], Cmd: ['node'] }, ['named -: node']],
    ['a relative entry of PATH', { Env: ['PATH=/x:opt'], WorkingDir: '/', Cmd: ['node'] }, ['named /opt/node: node']],
    ['a wrapper that wraps nothing', { Entrypoint: ['tini', '--'] }, ['named /sbin/tini: tini --']],
  ])('knows %s', async (_, config, expected) => {
    expect(await chain(config)).toEqual(expected);
  });

  it('ends with a script that interprets itself', async () => {
    expect(await chain({ Cmd: ['/app/loop'] })).toHaveLength(16);
  });
});
