import { describe, expect, it } from 'vitest';
import { commandsOf, healthTest } from '../../src/advise/plan-config.ts';
import { planOf, staticProgram } from './plan-of.ts';

const sh = (text: string) => ['/bin/sh', '-c', text];

describe('commandsOf', () => {
  it.each([
    ['node app.js', ['node', 'app.js']],
    ['exec /usr/bin/app  --port 80', ['/usr/bin/app', '--port', '80']],
    ['app --name=x', ['app', '--name=x']],
  ])('needs no shell for %j', (text, words) => {
    expect(commandsOf({ entrypoint: sh(text), cmd: ['ignored'] })).toEqual({ entrypoint: words, cmd: [] });
    expect(commandsOf({ entrypoint: [], cmd: sh(text) })).toEqual({ entrypoint: [], cmd: words });
  });

  it.each(['node app.js && x', 'A=1 app', 'app $HOME', 'cd /x', "app 'a'", 'exec', 'if x', 'app; app', 'app *', 'export A', ''])(
    'leaves %j to the shell',
    (text) => {
      expect(commandsOf({ entrypoint: sh(text), cmd: [] })).toEqual({ entrypoint: sh(text), cmd: [] });
    },
  );

  it('leaves arguments for an entrypoint as they are', () => {
    expect(commandsOf({ entrypoint: ['app'], cmd: sh('x') })).toEqual({ entrypoint: ['app'], cmd: sh('x') });
  });
});

describe('healthTest', () => {
  it.each([
    [
      ['CMD-SHELL', 'curl -f http://localhost:80/ || exit 1'],
      ['CMD', 'curl', '-f', 'http://localhost:80/'],
    ],
    [
      ['CMD-SHELL', 'probe'],
      ['CMD', 'probe'],
    ],
    [
      ['CMD-SHELL', 'a | b'],
      ['CMD-SHELL', 'a | b'],
    ],
    [
      ['CMD', 'probe', '$x'],
      ['CMD', 'probe', '$x'],
    ],
    [['NONE'], ['NONE']],
    [[], []],
  ])('makes of %j %j', (test, expected) => {
    expect(healthTest(test)).toEqual(expected);
  });
});

describe('a health check for a shell of its own', () => {
  const shell = ['/bin/bash', '-o', 'pipefail', '-c'];

  it.each([
    [
      ['CMD-SHELL', '[[ -e /tmp ]]'],
      ['CMD', ...shell, '[[ -e /tmp ]]'],
    ],
    [
      ['CMD-SHELL', 'probe'],
      ['CMD', 'probe'],
    ],
    [
      ['CMD', 'a | b'],
      ['CMD', 'a | b'],
    ],
    [['NONE'], ['NONE']],
  ])('makes of %j %j', (test, expected) => {
    expect(healthTest(test, shell)).toEqual(expected);
  });

  it('is started by that shell', async () => {
    const plan = await planOf({
      layers: [
        { '/app': staticProgram(), '/bin/bash': staticProgram({ strings: ['', 'BASH_VERSION', 'OPTIND'] }), '/bin/sh': staticProgram() },
      ],
      config: { Entrypoint: ['/app'], Shell: shell, Healthcheck: { Test: ['CMD-SHELL', '[[ -e /tmp ]]'] } },
    });
    expect(plan.config.healthcheck?.test).toEqual(['CMD', ...shell, '[[ -e /tmp ]]']);
    expect(plan.files.filter(({ kind }) => kind === 'file').map(({ path }) => path)).toEqual(['/app', '/bin/bash']);
  });
});

describe('the configuration of a plan', () => {
  it('has the program by its real directory, and its own name', async () => {
    const plan = await planOf({
      layers: [{ '/bin': { linkTarget: 'usr/bin' }, '/usr/bin/app': { linkTarget: 'real' }, '/usr/bin/real': staticProgram() }],
      config: { Entrypoint: ['/bin/app'], Cmd: ['x'] },
    });
    expect([plan.config.entrypoint, plan.config.cmd]).toEqual([['/usr/bin/app'], ['x']]);
  });
});
