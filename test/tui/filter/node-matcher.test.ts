import { describe, expect, it } from 'vitest';
import { nodeMatcher } from '../../../src/tui/filter/node-matcher.ts';
import { parseFilter } from '../../../src/tui/filter/parse-filter.ts';
import { changeOf, viewLayer } from '../../../src/tui/tree/layer-view.ts';
import { indexTree } from '../../../src/tui/tree/tree-index.ts';
import { squashed } from '../../filesystem/squashed.ts';

const lower = {
  '/bin/su': { content: 2_000, mode: 0o4755 },
  '/bin/sh': { linkTarget: 'su' },
  '/bin/hard': { kind: 'hardlink', linkTarget: '/bin/su' },
  '/home/me/': { kind: 'directory', uid: 1000, gid: 50 },
  '/home/me/.profile': { content: '#!/bin/sh\n', uid: 1000, mode: 0o666 },
  '/dev/null': { kind: 'char', device: [1, 3] },
  '/bin/ping': { content: 10, xattrs: { 'security.capability': 'AQAAAgAgAAAAAAAAAAAAAAAAAAA=' } },
} as const;

async function matching(text: string): Promise<readonly string[]> {
  const tree = await squashed(lower, { '/lib/a.so': 500, '/lib/a.so.1': 400 });
  const index = indexTree(tree);
  const view = viewLayer(index, 1, 'changes');
  const isMatch = nodeMatcher(parseFilter(text), { index, view, userNames: new Map([[1000, 'me']]), groupNames: new Map([[50, 'staff']]) });
  const found: string[] = [];
  for (let node = 1; node < tree.nodeCount; node++)
    if (view.changes[node] !== changeOf.absent && isMatch(node)) found.push(tree.path(node));
  return found.sort();
}

describe('nodeMatcher', () => {
  it.each([
    ['size>=2kB', ['/bin', '/bin/su']],
    ['size=400', ['/lib/a.so.1']],
    ['layer:1 type:file', ['/lib/a.so', '/lib/a.so.1']],
    ['layer>0 name:*.so', ['/lib/a.so']],
    ['type:symlink', ['/bin/sh']],
    ['type:link', ['/bin/hard', '/bin/sh']],
    ['type:device', ['/dev/null']],
    ['type:script', ['/home/me/.profile']],
    ['owner:me', ['/home/me', '/home/me/.profile']],
    ['owner:1000 type:dir', ['/home/me']],
    ['group:staff', ['/home/me']],
    ['mode:setuid', ['/bin/hard', '/bin/su']],
    ['mode:world-writable', ['/home/me/.profile']],
    ['mode:4755 !name:hard', ['/bin/su']],
    ['mode:capability', ['/bin/ping']],
    ['change:added type:file', ['/lib/a.so', '/lib/a.so.1']],
    ['PROFILE', ['/home/me/.profile']],
    ['path:/lib/* !name:*.1', ['/lib/a.so']],
    ['owner:nobody', []],
  ])('%s', async (text, expected) => {
    expect(await matching(text)).toEqual(expected);
  });
});
