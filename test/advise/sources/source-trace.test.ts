import { describe, expect, it } from 'vitest';
import { keptLines, libc, planOf, program } from '../plan-of.ts';

const owned = {
  '/usr/bin/ffmpeg': program(),
  '/usr/bin/git': program(),
  '/usr/bin/date': program(),
  '/usr/share/fonts/a.ttf': 'x',
  '/usr/share/words/en/list': 'x',
};
const start = { ...libc, '/bin/sh': program({ strings: ['', 'OPTIND'] }), '/usr/bin/lua': program() };
const files = {
  ...start,
  ...owned,
  '/var/lib/dpkg/status': ['system', 'coreutils', 'more']
    .map((name) => `Package: ${name}\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n`)
    .join('\n'),
  '/var/lib/dpkg/info/system.list': `${Object.keys(start).join('\n')}\n`,
  '/var/lib/dpkg/info/coreutils.list': '/usr/bin/date\n',
  '/var/lib/dpkg/info/more.list': `${Object.keys(owned)
    .filter((path) => path !== '/usr/bin/date')
    .join('\n')}\n`,
};

async function planFor(name: string, text: string) {
  return planOf({ layers: [files, { [name]: text }], config: { Entrypoint: ['lua', '/srv/main.lua'] } }, '--strategy', 'minimal');
}

async function keptFor(name: string, text: string): Promise<readonly string[]> {
  const lines = keptLines(await planFor(name, text));
  return lines.filter((line) => Object.keys(owned).some((path) => line.startsWith(`${path} `)));
}

describe('the sources of an application', () => {
  it.each([
    ['/srv/a.py', 'import subprocess\nsubprocess.run(["ffmpeg"])', ['/usr/bin/ffmpeg ← likely started by /srv/a.py']],
    ['/srv/a.py', 'import subprocess\nTOOL = "git"\nsubprocess.run([TOOL])', ['/usr/bin/git ← likely started by /srv/a.py']],
    ['/srv/a.rb', 'system("date", "-u")', ['/usr/bin/date ← likely started by /srv/a.rb']],
    ['/srv/a.js', 'const font = "/usr/share/fonts/a.ttf"', ['/usr/share/fonts/a.ttf ← named in /srv/a.js']],
    ['/srv/a.php', "<?php $words = '/usr/share/words';", ['/usr/share/words/en/list ← named in /srv/a.php']],
    ['/srv/run', '#!/usr/bin/perl\nexec "/usr/bin/git";', ['/usr/bin/git ← likely started by /srv/run']],
  ])('%s: %j keeps %j', async (name, text, kept) => {
    expect(await keptFor(name, text)).toEqual(kept);
  });

  it.each([
    ['/srv/a.py', 'name = "git"'],
    ['/srv/a.py', 'import subprocess\nname = "date"'],
    ['/srv/a.js', 'const bin = "/usr/bin", none = "/usr/share/none", program = "/usr/bin/git"'],
    ['/srv/a.txt', 'system("ffmpeg")'],
    ['/srv/node_modules/a/a.js', 'require("child_process").spawn("ffmpeg")'],
  ])('%s: %j keeps nothing', async (name, text) => {
    expect(await keptFor(name, text)).toEqual([]);
  });

  it('are told of where they start what they do not name', async () => {
    const { warnings } = await planFor('/srv/a.py', 'import subprocess\nsubprocess.run(command)');
    expect(warnings.filter(({ code }) => code === 'may-start-program')).toEqual([
      {
        code: 'may-start-program',
        text: 'it starts programs whose names its source does not tell; name them with --exec',
        path: '/srv/a.py',
        line: 2,
      },
    ]);
  });
});
