import { describe, expect, it } from 'vitest';
import { vcsMetadata } from '../../analyzers/vcs-metadata.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

describe('vcs-metadata', () => {
  it('tells the repository and its bytes', async () => {
    const layers = [{ '/app/.git/HEAD': 'ref: refs/heads/main\n', '/app/.git/objects/pack/a.pack': 500, '/app/main.ts': 10 }];
    expect((await findingsOf(vcsMetadata, { layers })).map(({ summary, bytes, evidence }) => ({ summary, bytes, evidence }))).toEqual([
      {
        summary: 'the history of the sources is in /app/.git',
        bytes: 521,
        evidence: [{ kind: 'file', path: '/app/.git', layer: 0, bytes: 521 }],
      },
    ]);
  });

  it.each([
    ['/src/.hg', { '/src/.hg/requires': 'x' }],
    ['/src/.svn', { '/src/.svn/wc.db': 'x' }],
    ['/src/CVS', { '/src/CVS/Entries': 'x' }],
  ])('knows %s', async (path, layer) => {
    expect(await seenBy(vcsMetadata, { layers: [layer] })).toEqual([`history ${path}`]);
  });

  it.each([
    ['the file of a worktree or submodule', { '/app/.git': 'gitdir: ../.git/modules/app\n' }],
    ['settings for git and for forges', { '/app/.gitignore': 'x', '/app/.github/workflows/ci.yml': 'x', '/root/.gitconfig': 'x' }],
    ['an empty directory of that name', { '/app/.git/': 0 }],
    ['a directory called CVS that is none', { '/photos/CVS/receipt.txt': 'x' }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(vcsMetadata, { layers: [layer] })).toEqual([]);
  });
});
