import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, startLines, traceServer } from './trace-server.ts';

const files = {
  '/usr/bin/git': program(),
  '/usr/lib/git-core/git': { kind: 'hardlink', linkTarget: '/usr/bin/git' } as const,
  '/usr/lib/git-core/git-add': { linkTarget: 'git' },
  '/usr/lib/git-core/git-http-backend': program({ textBytes: 64 }),
  '/usr/lib/git-core/git-remote-https': program({ textBytes: 128 }),
  '/usr/lib/git-core/git-submodule': { content: '#!/bin/sh\n', mode: 0o755 },
  '/usr/lib/git-core/git-sh-setup': 'x',
  '/usr/share/git-core/templates/description': 'x',
};

describe('git', () => {
  it('keeps its own other names, and what talks to remotes only where it does', async () => {
    const own = ['/usr/share/git-core/templates/* templates of', '/usr/lib/git-core/git a name of', '/usr/lib/git-core/git-add a name of'];
    const status = await traceServer(files, ['git', '-C', '/srv', 'status']);
    expect([needLines(status), startLines(status)]).toEqual([own, []]);
    const clone = await traceServer(files, ['git', 'clone', 'https://git.example.org/a']);
    expect(needLines(clone)).toEqual([
      ...own,
      '/usr/lib/git-core/git-remote-https talks to remotes for',
      '/usr/lib/git-core/git-sh-setup read by',
    ]);
    expect(startLines(clone)).toEqual(['ssh', '/usr/lib/git-core/git-submodule']);
  });

  it('serves by what is called beside it', async () => {
    const trace = await traceServer(files, ['/usr/lib/git-core/git-http-backend']);
    expect(needLines(trace)).toContain('/usr/lib/git-core/git a name of');
  });
});
