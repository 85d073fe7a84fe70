import { describe, expect, it } from 'vitest';
import { privilegeTool } from '../../analyzers/privilege-tool.ts';
import { analysisOf, findingsOf, seenBy } from './analysis-of.ts';
import { busybox, program, script } from './programs.ts';

const setuid = (path: string) => ({ [path]: program({}, { mode: 0o4755 }) });

describe('privilege-tool', () => {
  it('tells rules that ask for no password, beside the tool', async () => {
    const layers = [
      { ...setuid('/usr/bin/sudo'), '/etc/sudoers': '# app ALL=(ALL) NOPASSWD: ALL\nroot ALL=(ALL:ALL) ALL\n' },
      { '/etc/sudoers.d/app': 'app ALL=(ALL) NOPASSWD: ALL\n', '/etc/sudoers.d/app.bak': 'x ALL=(ALL) NOPASSWD: ALL\n' },
    ];
    const findings = await findingsOf(privilegeTool, { layers });
    expect(
      findings.map(({ code, summary, evidence }) => ({
        code,
        summary,
        at: evidence.map((one) => (one.kind === 'file' ? one.layer : null)),
      })),
    ).toEqual([
      {
        code: 'privilege-tool/no-password',
        summary: 'no password is asked for by "app ALL=(ALL) NOPASSWD: ALL" in /etc/sudoers.d/app',
        at: [1],
      },
      { code: 'privilege-tool/tool', summary: 'sudo can make somebody root', at: [0] },
    ]);
  });

  it.each([
    [
      'doas with a rule',
      { ...setuid('/usr/bin/doas'), '/etc/doas.conf': 'permit nopass app as root\n' },
      ['no-password /etc/doas.conf', 'tool /usr/bin/doas'],
    ],
    [
      'a rule where Alpine has them',
      { ...setuid('/usr/bin/doas'), '/etc/doas.d/wheel.conf': 'permit nopass :wheel\n', '/etc/doas.d/old.bak': 'permit nopass x\n' },
      ['no-password /etc/doas.d/wheel.conf', 'tool /usr/bin/doas'],
    ],
    ['su', setuid('/bin/su'), ['su /bin/su']],
    ['busybox with the setuid bit, which can be su', { '/bin/busybox': { ...busybox('ash', 'su'), mode: 0o4755 } }, ['su /bin/busybox']],
    [
      'a tool with capabilities',
      { '/usr/bin/newuidmap': program({}, { xattrs: { 'security.capability': 'AAAAAg==' } }) },
      ['tool /usr/bin/newuidmap'],
    ],
    ['gosu that nothing uses', { '/usr/local/bin/gosu': program() }, ['step-down /usr/local/bin/gosu']],
  ])('reports %s', async (_, layer, expected) => {
    expect(await seenBy(privilegeTool, { layers: [layer] })).toEqual(expected);
  });

  it('tells rules that are longer than what it reads', async () => {
    const layers = [{ ...setuid('/usr/bin/sudo'), '/etc/sudoers': `#${' '.repeat(70_000)}\n` }];
    expect((await analysisOf(privilegeTool, { layers })).unreadable).toEqual([
      { path: '/etc/sudoers', reason: 'longer than the 65536 bytes that are read of it' },
    ]);
  });

  it('tells gosu apart when the container starts with it', async () => {
    const layers = [
      { '/usr/local/bin/gosu': program(), '/bin/sh': program(), '/docker-entrypoint.sh': script('#!/bin/sh\nexec gosu app "$@"\n') },
    ];
    expect(await seenBy(privilegeTool, { layers, config: { Entrypoint: ['/docker-entrypoint.sh'] } })).toEqual([
      'step-down-used /usr/local/bin/gosu',
    ]);
    expect(await seenBy(privilegeTool, { layers, config: { Entrypoint: ['gosu', 'app', 'sh'] } })).toEqual([
      'step-down-used /usr/local/bin/gosu',
    ]);
    expect(await seenBy(privilegeTool, { layers, config: { Entrypoint: ['/bin/sh'] } })).toEqual(['step-down /usr/local/bin/gosu']);
  });

  it.each([
    ['sudo without the bit that it needs', { '/usr/bin/sudo': program() }],
    ['rules without the tool', { '/etc/sudoers.d/app': 'app ALL=(ALL) NOPASSWD: ALL\n' }],
    ['rules that ask, and comments', { '/etc/sudoers': '# NOPASSWD: is bad\n%sudo ALL=(ALL) ALL\n', '/etc/doas.conf': 'permit :wheel\n' }],
    ['su as a function of busybox that has no rights', { '/bin/busybox': busybox('su'), '/bin/su': { linkTarget: 'busybox' } }],
    ['settings of su', { '/etc/pam.d/su': 'x', '/usr/share/man/man1/su.1.gz': 'x' }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(privilegeTool, { layers: [layer] })).toEqual([]);
  });
});
