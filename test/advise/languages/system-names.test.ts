import { describe, expect, it } from 'vitest';
import { keptLines, libc, library, planOf, program } from '../plan-of.ts';

const directory = '/usr/lib/x86_64-linux-gnu';
const system = { ...libc, '/usr/bin/python3': program(), '/usr/lib/python3.11/os.py': '', '/usr/bin/node': program() };
const more = {
  '/usr/bin/ffmpeg': program(),
  '/usr/bin/gcc': program(),
  '/usr/bin/sh': program({ strings: ['', 'OPTIND'] }),
  '/sbin/ldconfig': program(),
  [`${directory}/libmagic.so.1`]: library('libmagic.so.1'),
  [`${directory}/libpango-1.0.so.0`]: library('libpango-1.0.so.0'),
  [`${directory}/libusb-1.0.so.0`]: library('libusb-1.0.so.0'),
};
const files = {
  ...system,
  ...more,
  '/var/lib/dpkg/status': ['system', 'more']
    .map((name) => `Package: ${name}\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n`)
    .join('\n'),
  '/var/lib/dpkg/info/system.list': `${Object.keys(system).join('\n')}\n`,
  '/var/lib/dpkg/info/more.list': `${Object.keys(more).join('\n')}\n`,
};
const site = '/usr/local/lib/python3.11/dist-packages/pack/__init__.py';

async function planFor(sources: Readonly<Record<string, string>>, ...command: readonly string[]) {
  return planOf({ layers: [files, sources], config: { Entrypoint: command } }, '--strategy', 'minimal');
}

async function keptFor(source: string): Promise<readonly string[]> {
  const lines = keptLines(await planFor({ '/app/a.py': 'import pack\n', [site]: source }, 'python3', '/app/a.py'));
  return lines.map((line) => line.split(' ')[0]!).filter((path) => Object.hasOwn(more, path));
}

describe('what a module names of the system', () => {
  it.each([
    ['import ctypes\nctypes.CDLL("libpango-1.0.so.0")', [`${directory}/libpango-1.0.so.0`]],
    ['from ctypes.util import find_library\nfind_library("magic")', ['/sbin/ldconfig', `${directory}/libmagic.so.1`]],
    ['def open():\n  return dlopen(ffi, "libmagic.so.1", "libnone.so")', [`${directory}/libmagic.so.1`]],
    ['name = "libmagic.so.1"', []],
    ['def find_library_file(self): pass\nself.find_library_file("magic")', []],
  ])('is kept where it is a library: %j', async (source, kept) => {
    expect(await keptFor(source)).toEqual(kept);
  });

  it('is told of where it is a program, and left out', async () => {
    const told = async (sources: Readonly<Record<string, string>>, ...command: readonly string[]) =>
      (await planFor(sources, ...command)).warnings
        .filter(({ code }) => code === 'library-may-start')
        .map(({ path, text }) => [path, text]);
    const source = 'import subprocess\nsubprocess.run(["ffmpeg"])\nsubprocess.run(["gcc"])\nsubprocess.run(["sh", "-c", x])\n';
    const warned = (by: string) => [
      ['/usr/bin/ffmpeg', `${by} may start it, and it is left out; if that happens in production, keep it with --exec ffmpeg`],
    ];
    expect(await told({ '/app/a.py': 'import pack\n', [site]: source }, 'python3', '/app/a.py')).toEqual(warned(site));
    const node = {
      '/app/node_modules/a/package.json': '{"name":"a"}',
      '/app/node_modules/a/index.js': 'require("child_process").spawn("ffmpeg")',
    };
    expect(await told({ '/app/a.js': 'require("a")', ...node }, 'node', '/app/a.js')).toEqual(warned('/app/node_modules/a/index.js'));
    const own = { '/app/a.js': 'require("a"); require("child_process").spawn("ffmpeg")', ...node };
    expect(await told(own, 'node', '/app/a.js')).toEqual([]);
  });
});
