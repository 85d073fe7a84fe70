import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordFunctions } from '../../../src/report/dockerfile/record-functions.ts';
import { aboutTexts, installedText, sumsText } from '../../../src/report/dockerfile/record-texts.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** Every shell that is there; `sh` of POSIX always is. */
const shells = [['sh'], ['bash', '--posix'], ['busybox', 'sh']].filter(([name]) => isThere(name!));

function isThere(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const status = `Package: one
Status: install ok installed
Priority: optional
Section: x$(id)'"\\
Version: 1:2-3
Conffiles:
 /etc/one 0123
Depends: libc6 (>= 2),
 two | three
Description: first \`line\` %s -n
 second line
Homepage: https://one.example/

Package: other
Version: 9

Package: two+x
Version: 7
Description: -n
Multi-Arch: same`;

const sum = '0123456789abcdef0123456789abcdef';
const list = [
  ...['usr/bin/one', 'usr/bin/gone', 'lib/x/link', 'lib/x/gone', "usr/share/it's a $(name)", 'usr/share/back\\slash', 'nowhere/at/all'],
  'top',
].map((path) => `${sum}  ${path}`);

const database = `C:Q1a=
P:one
V:1.0-r0
D:so:libc.musl-x86_64.so.1
F:lib/x
M:0:0:755
R:link
a:0:0:777
Z:Q1b=
R:gone
Z:Q1c=
F:usr/bin
R:one
Z:Q1d=
F:usr/bin
M:0:0:700
R:gone
Z:Q1e=
F:etc
R:hosts
R:motd

C:Q1f=
P:other
V:1
F:usr/bin
R:one

C:Q1g=
P:two+x
V:2

`;

type Root = { readonly path: string; readonly stage: string };

function writeAt(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** An image in a directory, and what is kept of it below `stage`. */
function imageRoot(): Root {
  const path = temporaryDirectory();
  const stage = '/.flense';
  writeAt(path, '/var/lib/dpkg/status', status);
  writeAt(path, '/var/lib/dpkg/info/one:amd64.md5sums', `${list.join('\n')}\nshort\n${sum} x`);
  const kept = ['usr/bin/one', "usr/share/it's a $(name)", 'usr/share/back\\slash', 'top'];
  for (const file of [...kept, 'usr/bin/gone', 'usr/lib/x/gone']) writeAt(path, file, '');
  for (const file of kept) writeAt(`${path}${stage}`, file, '');
  mkdirSync(`${path}${stage}/usr/lib/x`, { recursive: true });
  for (const root of [path, `${path}${stage}`]) symlinkSync('nowhere', `${root}/usr/lib/x/link`);
  symlinkSync('usr/lib', `${path}/lib`);
  writeAt(path, '/db', database);
  // What an engine mounts over is put into production apart.
  writeAt(path, '/etc/hosts', '');
  mkdirSync(`${path}${stage}/var/lib/dpkg/status.d`, { recursive: true });
  return { path, stage };
}

/** The functions work on the root of a container; here on that of an image in a directory. */
function runIn({ path, stage }: Root, shell: readonly string[], command: string): void {
  const script = recordFunctions(stage)
    .find((text) => text.startsWith(command.split(' ')[0]!))!
    .replaceAll('"/', '"$root/')
    .replaceAll('< "$at"', '< "$root$at"')
    .replaceAll('< /var/', '< "$root"/var/')
    .replaceAll('$PWD', `\${PWD#"$root"}`)
    .replaceAll('\n', ' ');
  const [program, ...args] = shell;
  execFileSync(program!, [...args, '-c', `root=${path}; ${script} && ${command}`]);
}

describe('records of packages', () => {
  it.each(shells.map((shell) => [shell.join(' '), shell] as const))('are what is said of them, made by %s', (_, shell) => {
    const root = imageRoot();
    runIn(root, shell, 'about one two+x missing');
    runIn(root, shell, 'sums one:amd64');
    const made = (name: string): string => readFileSync(`${root.path}${root.stage}/var/lib/dpkg/status.d/${name}`, 'utf8');
    const about = aboutTexts(status, new Set(['one', 'two+x', 'missing']));
    expect([...about.keys()]).toEqual(['one', 'two+x']);
    expect(made('one')).toBe(about.get('one'));
    expect(made('two+x')).toBe(about.get('two+x'));
    const staged = new Set(['/usr/bin/one', '/lib/x/link', "/usr/share/it's a $(name)", '/usr/share/back\\slash', '/top']);
    const text = sumsText(`${list.join('\n')}\nshort\n${sum} x`, (path) => staged.has(path));
    expect(text.split('\n')).toEqual([list[0], list[2], list[4], list[5], list[7], '']);
    expect(made('one.md5sums')).toBe(text);
    runIn(root, shell, 'installed /db one two+x');
    const apk = installedText(database, new Set(['one', 'two+x']), (path) => path === '/etc/hosts' || staged.has(path));
    expect(apk.split('\n').filter((line) => /^[PRMFaZ]:/.test(line))).toEqual([
      ...['P:one', 'F:lib/x', 'M:0:0:755', 'R:link', 'a:0:0:777', 'Z:Q1b=', 'F:usr/bin', 'R:one', 'Z:Q1d=', 'F:etc', 'R:hosts'],
      'P:two+x',
    ]);
    expect(readFileSync(`${root.path}${root.stage}/db`, 'utf8')).toBe(apk);
  });

  it('have the fields that scanners read', () => {
    expect(aboutTexts(status, new Set(['one'])).get('one')).toBe(`Package: one
Section: x$(id)'"\\
Version: 1:2-3
Depends: libc6 (>= 2),
 two | three
Description: first \`line\` %s -n
Homepage: https://one.example/
`);
  });
});
