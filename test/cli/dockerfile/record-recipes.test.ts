import { describe, expect, it } from 'vitest';
import { imageFile, library, program } from '../../advise/plan-of.ts';
import type { LayerInput } from '../../support/layers.ts';
import { runFlense } from '../run-flense.ts';

const sum = '0123456789abcdef0123456789abcdef';
const shell = program({ strings: ['', 'OPTIND', ''] });
const tools = Object.fromEntries(['cp', 'mkdir', 'chmod', 'chown', 'ln', 'rm'].map((name) => [`/usr/bin/${name}`, program()]));

function paragraph(name: string, more = ''): string {
  return `Package: ${name}\nStatus: install ok installed\nVersion: 2\nArchitecture: amd64\n${more}`;
}

/** An image of Debian whose program is of a package, built on a C library of another. */
function debian(files: LayerInput = {}): LayerInput {
  return {
    '/bin': { linkTarget: 'usr/bin' },
    '/lib': { linkTarget: 'usr/lib' },
    '/lib64': { linkTarget: 'usr/lib64' },
    '/usr/bin/sh': shell,
    ...tools,
    '/usr/bin/app': program(),
    '/usr/lib64/ld-linux-x86-64.so.2': library('ld-linux-x86-64.so.2'),
    '/usr/lib/x86_64-linux-gnu/libc.so.6': library('libc.so.6'),
    '/var/lib/dpkg/status': `${paragraph('libc6')}\n${paragraph('app', 'Description: it\n goes on\nDepends: libc6\n')}`,
    '/var/lib/dpkg/info/libc6:amd64.list': '/usr/lib/x86_64-linux-gnu/libc.so.6\n',
    '/var/lib/dpkg/info/libc6:amd64.md5sums': `${sum}  lib/x86_64-linux-gnu/libc.so.6\n${sum}  lib/x86_64-linux-gnu/libm.so.6\n`,
    '/var/lib/dpkg/info/app.list': '/usr/bin/app\n',
    '/var/lib/dpkg/info/app.md5sums': `${sum}  usr/bin/app\n`,
    ...files,
  };
}

/** The build stage of the Dockerfile, without comments, a command on a line. */
async function commands(files: LayerInput, ...args: readonly string[]): Promise<readonly string[]> {
  const path = imageFile({ layers: [files], config: { Cmd: ['app'], Env: ['PATH=/usr/bin'] } });
  const { status, stdout, stderr } = await runFlense(['dockerfile', path, '--no-cache', '--quiet', '--base', 'scratch', ...args]);
  if (status !== 0) throw new Error(stderr);
  const text = stdout
    .slice(0, stdout.indexOf('FROM scratch'))
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\s*\\\n\s*/g, ' ');
  return text.split(/ && |\n/).map((line) => line.trim());
}

const records = /^(?:about|sums|write) (?!\(\))/;

describe('records of packages in a Dockerfile', () => {
  it('are made of those of the image', async () => {
    expect((await commands(debian())).filter((line) => records.test(line))).toEqual(['about app libc6', 'sums app libc6:amd64']);
  });

  it('are spelled out where that would come to something else', async () => {
    const odd = `${sum}  usr/bin/app\n${sum}  usr/bin/\n`;
    const found = await commands(debian({ '/var/lib/dpkg/info/app.md5sums': odd }));
    expect(found.filter((line) => records.test(line))).toEqual([
      `write /var/lib/dpkg/status.d/app.md5sums '${sum}  usr/bin/app' '${sum}  usr/bin/'`,
      'about app libc6',
      'sums libc6:amd64',
    ]);
  });

  it('are spelled out where a name is two that a shell is given', async () => {
    const status = `${paragraph('libc6')}\n${paragraph('app')}\n${paragraph('app libc6')}`;
    const found = await commands(debian({ '/var/lib/dpkg/status': status }));
    expect(found.filter((line) => line.startsWith('about '))).toEqual([]);
  });

  it('are spelled out where a field goes on behind a tab, and of a package without checksums nothing is asked', async () => {
    const status = `${paragraph('libc6', 'Depends: a,\n\tb\n')}\n${paragraph('app')}`;
    const files = Object.entries(debian({ '/var/lib/dpkg/status': status }));
    const found = await commands(Object.fromEntries(files.filter(([path]) => !path.endsWith('app.md5sums'))));
    expect(found.filter((line) => records.test(line)).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'write /var/lib/dpkg/status.d/libc6',
      'about app',
      'sums libc6:amd64',
    ]);
    expect(found).toContain(': > /.flense/var/lib/dpkg/status.d/app.md5sums');
  });
});
