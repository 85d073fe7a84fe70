import { describe, expect, it } from 'vitest';
import { fileCapability } from '../../analyzers/file-capability.ts';
import { analysisOf, seenBy } from './analysis-of.ts';

/** By hand from the kernel's struct vfs_ns_cap_data; the words are permitted, inheritable, permitted, inheritable. */
function attribute(version: number, words: readonly number[], tail: readonly number[] = [], isEffective = true): string {
  const value = Buffer.alloc(4 + 4 * (words.length + tail.length));
  value.writeUInt32LE((version << 24) | (isEffective ? 1 : 0), 0);
  for (const [index, word] of [...words, ...tail].entries()) value.writeUInt32LE(word, 4 + 4 * index);
  return value.toString('base64');
}

const file = (capability: string, more: { mode?: number; gid?: number } = {}) => ({
  content: 3,
  mode: 0o755,
  xattrs: { 'security.capability': capability },
  ...more,
});
const [netBind, netRaw, setuid, sysAdmin] = [1 << 10, 1 << 13, 1 << 7, 1 << 21];

describe('file-capability', () => {
  it('decodes what getcap prints', async () => {
    const layers = [{ '/usr/sbin/server': file(attribute(2, [netBind | sysAdmin, netRaw, 1 << (39 - 32), 0])) }];
    expect(await analysisOf(fileCapability, { layers })).toEqual({
      findings: [
        {
          code: 'file-capability/powerful',
          severity: 'high',
          summary:
            'whoever starts /usr/sbin/server with cap_net_bind_service,cap_sys_admin,cap_bpf=ep cap_net_raw=ei has more rights than before',
          bytes: 0,
          evidence: [{ kind: 'file', path: '/usr/sbin/server', layer: 0, bytes: 3 }],
          remedy: {
            kind: 'remove-file',
            text: 'remove it, or take the capabilities off with setcap -r, in the instruction that adds it; give them to the container that needs them',
            paths: ['/usr/sbin/server'],
          },
        },
      ],
      unreadable: [],
    });
  });

  it.each([
    ['version 1', '/opt/x', file(attribute(1, [netRaw, 0])), 'other'],
    ['version 3, with the root of a namespace', '/opt/x', file(attribute(3, [setuid, 0, 0, 0], [100_000])), 'powerful'],
    ['what others may write to', '/opt/x', file(attribute(2, [netRaw, 0, 0, 0]), { mode: 0o777 }), 'writable'],
    ['what a group may write to', '/opt/x', file(attribute(2, [netRaw, 0, 0, 0]), { mode: 0o775, gid: 9 }), 'writable'],
    ['ping', '/usr/bin/ping', file(attribute(2, [netRaw, 0, 0, 0])), 'known-default'],
    ['a server on a low port', '/opt/x', file(attribute(2, [netBind, 0, 0, 0])), 'known-default'],
    ['a ping that can do more', '/usr/bin/ping', file(attribute(2, [sysAdmin, 0, 0, 0])), 'powerful'],
  ])('weighs %s', async (_, path, entry, variant) => {
    expect(await seenBy(fileCapability, { layers: [{ [path]: entry }] })).toEqual([`${variant} ${path}`]);
  });

  it('tells a hardlinked file once, also when only the later name is left', async () => {
    const layers = [
      {
        '/a': file(attribute(2, [netRaw, 0, 0, 0])),
        '/b': { ...file(attribute(2, [netRaw, 0, 0, 0])), kind: 'hardlink', linkTarget: '/a' } as const,
      },
      { '/.wh.a': 0 },
    ];
    expect(await seenBy(fileCapability, { layers: layers.slice(0, 1) })).toEqual(['other /a']);
    expect(await seenBy(fileCapability, { layers })).toEqual(['other /b']);
  });

  it.each([
    ['too short', Buffer.of(1, 0, 0, 2).toString('base64')],
    ['of an unknown version', attribute(7, [1, 0, 0, 0])],
    ['empty', ''],
  ])('says where an attribute is %s', async (_, value) => {
    expect(await analysisOf(fileCapability, { layers: [{ '/opt/x': file(value) }] })).toEqual({
      findings: [],
      unreadable: [{ path: '/opt/x', reason: 'expected capabilities of version 1, 2 or 3' }],
    });
  });

  it.each([
    ['other attributes', { '/opt/x': { content: 1, xattrs: { 'user.comment': 'AAAA', 'security.selinux': 'AAAA' } } }],
    ['capabilities that grant nothing', { '/opt/x': file(attribute(2, [0, 0, 0, 0])) }],
    ['a program without any', { '/usr/bin/ping': { content: 3, mode: 0o755 } }],
  ])('is silent about %s', async (_, layer) => {
    expect(await analysisOf(fileCapability, { layers: [layer] })).toEqual({ findings: [], unreadable: [] });
  });

  it('is silent about what a later layer replaced', async () => {
    const layers = [{ '/opt/x': file(attribute(2, [sysAdmin, 0, 0, 0])) }, { '/opt/x': { content: 3, mode: 0o755 } }];
    expect(await seenBy(fileCapability, { layers })).toEqual([]);
  });
});
