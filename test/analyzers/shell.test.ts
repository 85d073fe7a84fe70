import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { shell } from '../../analyzers/shell.ts';
import { elf } from '../support/elf.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

const executable = (content: Uint8Array | string) => ({ content, mode: 0o755 });
const withStrings = (...strings: readonly string[]) => elf({ interpreter: '/lib/ld.so', strings: ['', ...strings] });
const dash = withStrings('OPTIND', 'PS4=+ ');
const busybox = withStrings('BusyBox v1.36.1', 'BASH_VERSION', 'OPTIND', '', '[', '[[', 'ash', 'sh', 'wget', '', 'zcat');
const program = withStrings('usage');
const linked = (library: string, ...strings: readonly string[]) =>
  elf({ interpreter: '/lib/ld.so', needed: [library], strings: ['', ...strings] });
const toyboxMark = 'See https://landley.net/toybox';
const go = (moduleInfo: string) => ({ goVersion: 'go1.23.0', moduleInfo });
/** As cargo-auditable writes it, the first of them the one that was built. */
const crates = (...names: readonly string[]): Uint8Array =>
  deflateSync(
    JSON.stringify({ packages: names.map((name, i) => ({ name, version: '1.0.0', source: 'local', ...(i === 0 ? { root: true } : {}) })) }),
  );
const wide = (text: string): string => [...text].map((sign) => `${sign}\0\0\0`).join('');

describe('shell', () => {
  it('finds a shell that has another name, and tells what leaves with it', async () => {
    expect(await findingsOf(shell, { layers: [{ '/opt/tool': executable(dash) }] })).toEqual([
      {
        code: 'shell/shell',
        severity: 'medium',
        summary: '/opt/tool can start as a shell',
        bytes: dash.length,
        evidence: [{ kind: 'file', path: '/opt/tool', layer: 0, bytes: dash.length }],
        remedy: {
          kind: 'production-stage',
          text: 'copy what the program needs onto a base image without it, in a final stage of its own',
        },
      },
    ]);
  });

  it('finds busybox under any name, once for all its links, and counts what it can be', async () => {
    const link = { kind: 'hardlink', linkTarget: '/bin/[' } as const;
    const layers = [{ '/bin/[': executable(busybox), '/bin/sh': link, '/bin/busybox': link, '/bin/ash': { linkTarget: 'sh' } }];
    const findings = await findingsOf(shell, { layers });
    expect(findings.map(({ code, summary, bytes }) => ({ code, summary, bytes }))).toEqual([
      { code: 'shell/busybox', summary: '/bin/busybox, a busybox with 5 applets, can start as a shell', bytes: busybox.length },
    ]);
  });

  it.each([
    ['dash', '/bin/dash', executable(dash), 'shell'],
    ['static dash', '/bin/dash', executable(elf({ strings: ['', 'OPTIND'] })), 'shell'],
    [
      'a shell of 32 bits, the other byte order',
      '/bin/x',
      executable(elf({ class: 32, endian: 'big', interpreter: '/l', strings: ['', 'OPTIND'] })),
      'shell',
    ],
    ['fish under another name', '/opt/tool', executable(linked('libpcre2-32.so.0', wide('/config.fish'))), 'shell'],
    ['tcsh under another name', '/opt/tool', executable(linked('libtinfo.so.6', '/etc/csh.cshrc', '/etc/csh.login')), 'shell'],
    ['a static fish under another name', '/opt/tool', executable(elf({ strings: ['', wide('/config.fish')] })), 'shell'],
    ['a fish of Rust', '/opt/tool', executable(linked('libgcc_s.so.1', wide('/config.fish'))), 'shell'],
    ['a static tcsh under another name', '/opt/tool', executable(elf({ strings: ['', '/etc/csh.cshrc', '/etc/csh.login'] })), 'shell'],
    ['the csh of BSD under another name', '/opt/tool', executable(linked('libbsd.so.0', '/etc/csh.cshrc', '/etc/csh.login')), 'shell'],
    ['yash under another name', '/opt/tool', executable(linked('libtinfo.so.6', wide('PS4'), wide('OPTIND'))), 'shell'],
    ['a static yash', '/opt/tool', executable(elf({ strings: ['', wide('PS4'), wide('OPTIND')] })), 'shell'],
    ['a static mksh', '/opt/tool', executable(elf({ strings: ['', 'KSH_VERSION', 'OPTIND'] })), 'shell'],
    ['sash under another name', '/opt/tool', executable(elf({ strings: ['', 'Stand-alone shell (version %s)'] })), 'shell'],
    [
      'elvish under another name',
      '/opt/tool',
      executable(elf({ goBuildInfo: go('path\tsrc.elv.sh/cmd/elvish\nmod\tsrc.elv.sh\tv0.21.0\n') })),
      'shell',
    ],
    [
      'gosh under another name',
      '/opt/tool',
      executable(elf({ goBuildInfo: go('path\tmvdan.cc/sh/v3/cmd/gosh\nmod\tmvdan.cc/sh/v3\tv3.8.0\n') })),
      'shell',
    ],
    ['nushell under another name', '/opt/tool', executable(elf({ interpreter: '/lib/ld.so', rustCrates: crates('nu') })), 'shell'],
    ['a toybox with a shell', '/opt/tool', executable(withStrings('OPTIND', toyboxMark, 'usage: sh [FILE]')), 'busybox'],
    ['a shell that nobody knows, by its name', '/usr/bin/nu', executable(program), 'shell'],
    ['what is called sh', '/bin/sh', executable(program), 'shell'],
    ['python', '/usr/bin/python3.11', executable(program), 'interpreter'],
    ['perl', '/usr/bin/perl', executable(program), 'interpreter'],
  ])('reports %s', async (_, path, entry, variant) => {
    expect(await seenBy(shell, { layers: [{ [path]: entry }] })).toEqual([`${variant} ${path}`]);
  });

  it('finds PowerShell under another name, by the library beside it', async () => {
    const layer = {
      '/opt/ps/pwsh.dll': 10,
      '/opt/ps/tool': executable(program),
      '/opt/ps/createdump': executable(program),
      '/opt/ps/libhost.so': executable(elf({ soname: 'libhost.so' })),
    };
    expect(await seenBy(shell, { layers: [layer] })).toEqual(['shell /opt/ps/tool']);
  });

  it('tells shells apart by the layer that brought them', async () => {
    const layers = [{ '/bin/dash': executable(dash) }, { '/bin/zsh': executable(withStrings('OPTIND', 'ZSH_VERSION')) }];
    const history = ['ADD rootfs', 'RUN /bin/sh -c apt-get install zsh'];
    const findings = await findingsOf(shell, { layers, history });
    expect(findings.map(({ summary, remedy }) => [summary, remedy.text])).toEqual([
      ['/bin/dash can start as a shell', 'copy what the program needs onto a base image without it, in a final stage of its own'],
      ['/bin/zsh can start as a shell', 'do this in a build stage, and copy into the final stage only what the program needs'],
    ]);
  });

  it('has nothing against the interpreter that the container starts with', async () => {
    const layers = [
      { '/usr/bin/python3': executable(program), '/app.py': executable('#!/usr/bin/env python3\n'), '/usr/bin/env': executable(program) },
    ];
    expect(await seenBy(shell, { layers, config: { Entrypoint: ['/app.py'] } })).toEqual([]);
    expect(await seenBy(shell, { layers, config: { Entrypoint: ['/entry.sh'], Cmd: ['python3', '-m', 'app'] } })).toEqual([]);
    expect(await seenBy(shell, { layers, config: { Entrypoint: ['/usr/bin/env'] } })).toEqual(['interpreter /usr/bin/python3']);
  });

  it('tells shells that are merely listed', async () => {
    const layers = [{ '/bin/bash': executable(dash), '/etc/shells': '# comment\n/bin/bash\n/bin/zsh\n/usr/bin/fish\n/bin/zsh\n' }];
    const findings = await findingsOf(shell, { layers });
    expect(findings.map(({ code, summary }) => [code, summary])).toEqual([
      ['shell/shell', '/bin/bash can start as a shell'],
      ['shell/listed', '/etc/shells lists /bin/zsh and /usr/bin/fish, which the image does not have'],
    ]);
  });

  it.each([
    ['a shell that nobody may execute', { '/bin/dash': dash }],
    ['a library that knows the words', { '/usr/lib/libshell.so.1': executable(elf({ soname: 'libshell.so.1', strings: ['', 'OPTIND'] })) }],
    ['a program that speaks of OPTIND', { '/opt/lint': executable(withStrings('the variable OPTIND is special')) }],
    ['a toybox without a shell', { '/bin/toybox': executable(withStrings(toyboxMark, 'usage: wget URL')) }],
    ['what belongs to fish and is no shell', { '/usr/bin/fish_indent': executable(linked('libpcre2-32.so.0', wide('fish_prompt'))) }],
    ['a static program that speaks of fish', { '/opt/tool': executable(elf({ strings: ['', '/config.fish', wide('config.fish')] })) }],
    ['a static program that speaks of OPTIND', { '/opt/lint': executable(elf({ strings: ['', wide('the OPTIND')] })) }],
    [
      'a program of Go that uses a shell of Go',
      { '/opt/tool': executable(elf({ goBuildInfo: go('path\tcorp.io/a\nmod\tcorp.io/a\tv1\ndep\tmvdan.cc/sh/v3\tv3.8.0\n') })) },
    ],
    ['a program of Go that formats scripts', { '/opt/tool': executable(elf({ goBuildInfo: go('path\tmvdan.cc/sh/v3/cmd/shfmt\n') })) }],
    [
      'a program of Rust that uses a part of nushell',
      { '/opt/tool': executable(elf({ interpreter: '/l', rustCrates: crates('a', 'nu') })) },
    ],
    ['a program that reads the settings of csh', { '/opt/tool': executable(linked('libtinfo.so.6', '/etc/csh.cshrc')) }],
    ['a script called sh, which needs another one', { '/opt/sh': executable('#!/usr/bin/node\n') }],
    ['completions and manuals of shells', { '/usr/share/bash/bash': 'text', '/usr/share/man/man1/bash': 'text', '/etc/zsh/': 0 }],
    ['a link that leads nowhere', { '/bin/sh': { linkTarget: 'dash' } }],
    ['shells that are listed and there', { '/etc/shells': '', '/opt/tool': executable(program) }],
  ])('is silent about %s', async (_, layer) => {
    expect(await findingsOf(shell, { layers: [layer] })).toEqual([]);
  });

  it('is silent about a shell that a later layer removed', async () => {
    expect(await findingsOf(shell, { layers: [{ '/bin/dash': executable(dash) }, { '/bin/.wh.dash': 0 }] })).toEqual([]);
  });
});
