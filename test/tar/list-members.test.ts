import { closeSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/model/limits.ts';
import { listMembers } from '../../src/tar/list-members.ts';
import { temporaryFile } from '../support/temporary-directory.ts';
import { archive, block, member } from './tar-blocks.ts';

function list(tar: Uint8Array, limits = {}) {
  const fd = openSync(temporaryFile('archive.tar', Buffer.concat([Buffer.alloc(100), tar])), 'r');
  try {
    return listMembers(fd, 100, tar.length, { ...defaultLimits, ...limits }, 'the archive');
  } finally {
    closeSync(fd);
  }
}

describe('listMembers', () => {
  it('tells where in the file each member lies', () => {
    const tar = archive(
      member({ name: './manifest.json' }, '[]'),
      block({ name: 'blobs/', type: '5' }),
      block({ name: 'a', type: '2', link: '../b/layer.tar' }),
      block({ name: 'b', type: '1', link: 'manifest.json' }),
      block({ name: 'tty', type: '3', device: [5, 0] }),
      block({ name: '\xff' }),
    );
    expect(list(tar)).toEqual([
      { path: 'manifest.json', kind: 'file', linkTarget: null, offset: 612, sizeBytes: 2 },
      { path: 'blobs', kind: 'directory', linkTarget: null, offset: 1_636, sizeBytes: 0 },
      { path: 'a', kind: 'symlink', linkTarget: '../b/layer.tar', offset: 2_148, sizeBytes: 0 },
      { path: 'b', kind: 'hardlink', linkTarget: 'manifest.json', offset: 2_660, sizeBytes: 0 },
      { path: 'tty', kind: 'other', linkTarget: null, offset: 3_172, sizeBytes: 0 },
      { path: '\udcff', kind: 'file', linkTarget: null, offset: 3_684, sizeBytes: 0 },
    ]);
  });

  it('refuses too many members, and says which limit', () => {
    const tar = archive(block(), block(), block());
    expect(list(tar, { archiveMembers: 3 })).toHaveLength(3);
    expect(() => list(tar, { archiveMembers: 2 })).toThrow('the archive: more than 2 (limit archiveMembers;');
  });

  it('refuses a name that climbs out', () => {
    expect(() => list(archive(block({ name: '../x' })))).toThrow('expected a path inside the archive');
  });
});
