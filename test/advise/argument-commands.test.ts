import { describe, expect, it } from 'vitest';
import { libc, planOf, program } from './plan-of.ts';

const tools = ['/usr/bin/test', '/usr/bin/install', '/usr/bin/sort'];
const files = {
  ...libc,
  '/bin/sh': program({ strings: ['', 'OPTIND'] }),
  '/usr/bin/launch': program(),
  '/usr/bin/worker': program(),
  '/usr/bin/helper': program(),
  ...Object.fromEntries(tools.map((path) => [path, program()])),
  '/var/lib/dpkg/status': ['coreutils', 'worker']
    .map((name) => `Package: ${name}\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n`)
    .join('\n'),
  '/var/lib/dpkg/info/coreutils.list': `${tools.join('\n')}\n`,
  '/var/lib/dpkg/info/worker.list': '/usr/bin/worker\n/usr/bin/launch\n',
};

/** Programs but the first that are kept, with what is said of them. */
async function startedBy(command: string): Promise<readonly string[]> {
  const plan = await planOf({ layers: [files], config: { Entrypoint: command.split(' ') } }, '--strategy', 'minimal');
  return plan.files
    .filter(({ path, kind }) => kind === 'file' && /bin\//.test(path) && path !== '/usr/bin/launch')
    .map(({ path, confidence, reason, from }) => `${path} ${confidence} ${reason} ${from}`);
}

describe('the program that another is given the name of', () => {
  it.each([
    ['first', 'launch worker --x'],
    ['behind an option and its value', 'launch -f 1 worker'],
    ['behind an option', 'launch --quietly worker'],
    ['behind a dash', 'launch run --env prod -- worker --x'],
  ])('is kept: %s', async (_, command) => {
    expect(await startedBy(command)).toEqual(['/usr/bin/worker guessed likely started by /usr/bin/launch']);
  });

  it('is rather the one that is no value of an option', async () => {
    expect(await startedBy('launch --log helper worker')).toEqual(['/usr/bin/worker guessed likely started by /usr/bin/launch']);
  });

  it('may be a shell', async () => {
    expect(await startedBy('launch sh -c worker')).toEqual([
      '/bin/sh guessed likely started by /usr/bin/launch',
      '/usr/bin/worker likely started by /usr/bin/launch',
    ]);
  });

  it.each(['launch test', 'launch install now', 'launch --user worker', 'launch --name=worker', 'launch workers', 'launch'])(
    'is none in %s',
    async (command) => {
      expect(await startedBy(command)).toEqual([]);
    },
  );
});
