import { describe, expect, it } from 'vitest';
import { setuidFile } from '../../analyzers/setuid-file.ts';
import { elf } from '../support/elf.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

const program = elf();
const shell = elf({ interpreter: '/lib/ld.so', strings: ['a', 'OPTIND'] });
const file = (mode: number, uid = 0, gid = 0, content: Uint8Array | string = program) => ({ content, mode, uid, gid });

describe('setuid-file', () => {
  it('tells the mode and whose rights a program has', async () => {
    const [found, ...others] = await findingsOf(setuidFile, { layers: [{ '/opt/tool': file(0o6755, 0, 7) }] });
    expect([found, others]).toEqual([
      {
        code: 'setuid-file/setuid-root',
        severity: 'high',
        summary: '/opt/tool (mode 6755) runs with uid 0 and gid 7 whoever starts it',
        bytes: 0,
        evidence: [{ kind: 'file', path: '/opt/tool', layer: 0, bytes: program.length }],
        remedy: {
          kind: 'remove-file',
          text: 'remove what nobody needs, or take the bits off with chmod a-s, in the instruction that adds it; forbid privilege escalation when running it',
          paths: ['/opt/tool'],
        },
      },
      [],
    ]);
  });

  it.each([
    ['others may write to', '/opt/tool', file(0o4757), 'writable'],
    ['a group may write to', '/opt/tool', file(0o4775, 0, 5), 'writable'],
    ['only the group root may write to', '/opt/tool', file(0o4775), 'setuid-root'],
    ['is a shell, whatever its name', '/opt/tool', file(0o4755, 0, 0, shell), 'runs-anything'],
    ['is an interpreter with a version', '/usr/bin/python3.11', file(0o4755), 'runs-anything'],
    ['is an interpreter', '/usr/bin/lua5.4', file(0o4711), 'runs-anything'],
    ['runs as another user', '/usr/bin/mail', file(0o4755, 8), 'other'],
    ['runs with a group', '/usr/bin/mail', file(0o2755, 0, 8), 'other'],
    ['has a known name elsewhere', '/home/app/su', file(0o4755), 'setuid-root'],
    ['has a known name and an owner of its own', '/usr/bin/su', file(0o4755, 1000), 'other'],
    ['is what distributions ship', '/usr/bin/su', file(0o4755), 'known-default'],
    ['is what distributions ship with a group', '/usr/bin/chage', file(0o2755, 0, 42), 'known-default'],
  ])('one that %s', async (_, path, entry, variant) => {
    expect(await seenBy(setuidFile, { layers: [{ [path]: entry }] })).toEqual([`${variant} ${path}`]);
  });

  it('groups what is known by the layer that brought it, a hardlink under one name', async () => {
    const layers = [
      {
        '/usr/bin/su': file(0o4755),
        '/usr/bin/mount': file(0o4755),
        '/usr/bin/zz': { kind: 'hardlink', linkTarget: '/usr/bin/su' } as const,
      },
      { '/usr/bin/sudo': file(0o4755) },
    ];
    const findings = await findingsOf(setuidFile, { layers });
    expect(findings.map(({ summary }) => summary)).toEqual([
      'mount and su run with the rights of their owner or group whoever starts them, as distributions ship them',
      '/usr/bin/sudo (mode 4755) runs with uid 0 whoever starts it, as distributions ship it',
    ]);
  });

  it.each([
    ['a directory that passes on its group', { '/var/mail/': { mode: 0o2775, gid: 8 } }],
    ['a script, as the kernel ignores the bits', { '/opt/run': file(0o4755, 0, 0, '#!/bin/sh\n') }],
    ['what nobody may execute', { '/opt/data': file(0o6644) }],
    ['setgid without the right of the group to execute, which marks a lock', { '/opt/data': file(0o2705, 0, 0) }],
    ['the sticky bit', { '/tmp/': { mode: 0o1777 }, '/opt/tool': file(0o1755) }],
    ['a symlink', { '/opt/tool': { linkTarget: '/nowhere', mode: 0o6777 } }],
    ['a plain program', { '/usr/bin/su': file(0o755) }],
  ])('is silent about %s', async (_, layer) => {
    expect(await findingsOf(setuidFile, { layers: [layer] })).toEqual([]);
  });

  it('is silent about what a later layer took the bit from', async () => {
    const layers = [
      { '/usr/bin/su': file(0o4755), '/opt/tool': file(0o4755) },
      { '/usr/bin/su': file(0o755), '/opt/.wh.tool': 0 },
    ];
    expect(await findingsOf(setuidFile, { layers })).toEqual([]);
  });
});
