import { describe, expect, it } from 'vitest';
import { networkTool } from '../../analyzers/network-tool.ts';
import { findingsOf, seenBy } from './analysis-of.ts';
import { busybox, program, script } from './programs.ts';

describe('network-tool', () => {
  it('tells what a program could be used for, and what leaves with it', async () => {
    const curl = program();
    const [found] = await findingsOf(networkTool, {
      layers: [{ '/x': 1 }, { '/usr/bin/curl': curl }],
      history: ['ADD x', 'RUN /bin/sh -c apk add curl'],
    });
    const bytes = (curl.content as Uint8Array).length;
    expect(found).toEqual({
      code: 'network-tool/client',
      severity: 'medium',
      summary: 'curl can fetch and send anything',
      bytes,
      evidence: [{ kind: 'file', path: '/usr/bin/curl', layer: 1, bytes }],
      remedy: { kind: 'production-stage', text: 'do this in a build stage, and copy into the final stage only what the program needs' },
    });
  });

  it('follows alternatives, and tells a program once under its names', async () => {
    const layers = [
      {
        '/usr/bin/nc': { linkTarget: '/etc/alternatives/nc' },
        '/etc/alternatives/nc': { linkTarget: '/bin/nc.openbsd' },
        '/bin/nc.openbsd': program(),
      },
    ];
    expect((await findingsOf(networkTool, { layers })).map(({ summary, evidence }) => [summary, evidence.length])).toEqual([
      ['nc and nc.openbsd can fetch and send anything', 1],
    ]);
  });

  it('tells functions of busybox apart, with and without a link, as no byte of them can go', async () => {
    const layers = [{ '/bin/busybox': busybox('ash', 'nc', 'wget'), '/usr/bin/wget': { linkTarget: '/bin/busybox' } }];
    expect((await findingsOf(networkTool, { layers })).map(({ code, summary, bytes }) => [code, summary, bytes])).toEqual([
      ['network-tool/applet', 'wget and nc can be run by busybox', 0],
    ]);
  });

  it('tells functions of toybox, by the texts that say how to use them', async () => {
    const strings = ['', 'See https://landley.net/toybox', 'usage: cat [FILE]\nusage: netcat HOST\n', 'usage: wget URL', 'see usage: curl'];
    const layers = [{ '/opt/tool': program({ strings }) }];
    expect((await findingsOf(networkTool, { layers })).map(({ code, summary, bytes }) => [code, summary, bytes])).toEqual([
      ['network-tool/applet', 'nc, netcat and wget can be run by toybox', 0],
    ]);
  });

  it.each([
    ['a scanner', { '/usr/bin/tcpdump': program() }, ['scanner /usr/bin/tcpdump']],
    ['a server', { '/usr/sbin/sshd': program() }, ['server /usr/sbin/sshd']],
    ['a script', { '/usr/bin/http': script('#!/usr/bin/python3\n') }, ['client /usr/bin/http']],
  ])('reports %s', async (_, layer, expected) => {
    expect(await seenBy(networkTool, { layers: [layer] })).toEqual(expected);
  });

  it.each([
    ['libraries', { '/usr/lib/libcurl.so.4': program({ soname: 'libcurl.so.4' }) }],
    ['settings and completions', { '/etc/ssh/': 0, '/etc/pam.d/sshd': 'x', '/usr/share/bash-completion/completions/curl': 'x' }],
    ['a package of a language', { '/app/node_modules/http/': 0, '/usr/lib/python3/http/': 0 }],
    ['a link that leads nowhere', { '/usr/bin/nc': { linkTarget: '/etc/alternatives/nc' } }],
    ['busybox without such functions', { '/bin/busybox': busybox('ash', 'cat') }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(networkTool, { layers: [layer] })).toEqual([]);
  });
});
