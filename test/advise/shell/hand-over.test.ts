// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text of shells
import { describe, expect, it } from 'vitest';
import type { LayerInput } from '../../support/layers.ts';
import { keptPaths, planOf, program, staticProgram, warningCodes } from '../plan-of.ts';

const node = `#!/bin/sh
set -e
if [ "\${1#-}" != "\${1}" ] || [ -z "$(command -v "\${1}")" ] || { [ -f "\${1}" ] && ! [ -x "\${1}" ]; }; then
  set -- node "$@"
fi

exec "$@"
`;

const files = (script: string): LayerInput => ({
  '/bin/sh': program({ strings: ['', 'OPTIND'] }),
  '/usr/local/bin/node': staticProgram(),
  '/usr/bin/tini': staticProgram(),
  '/usr/local/bin/entry.sh': { content: script, mode: 0o755 },
  '/app/server.js': '',
});

async function started(script: string, cmd: readonly string[], entrypoint: readonly string[] = ['entry.sh'], more: LayerInput = {}) {
  const config = { WorkingDir: '/app', Env: ['PATH=/usr/local/bin:/usr/bin:/bin'], Entrypoint: entrypoint, Cmd: cmd };
  const plan = await planOf({
    layers: [
      { ...files(script), '/usr/local/bin/entry.sh': 0 },
      { ...files(script), ...more },
    ],
    config,
  });
  return {
    start: [plan.config.entrypoint, plan.config.cmd],
    shell: ['/bin/sh', '/usr/local/bin/entry.sh'].map((path) => keptPaths(plan).includes(path)),
    codes: warningCodes(plan),
  };
}

describe('an entrypoint that only hands over', () => {
  it.each<readonly [string, readonly string[], readonly unknown[]]>([
    ['a program', ['node', 'server.js'], [[], ['/usr/local/bin/node', 'server.js']]],
    ['a file in the working directory', ['server.js'], [['/usr/local/bin/node'], ['server.js']]],
    ['an option', ['--version'], [['/usr/local/bin/node'], ['--version']]],
  ])('is left out with its shell where it was given %s', async (_, cmd, start) => {
    const found = await started(node, cmd);
    expect({ ...found, codes: found.codes.includes('entrypoint-replaced') }).toEqual({ start, shell: [false, false], codes: true });
  });

  it('stays behind wrappers, and leaves CMD to be given anew', async () => {
    const { start, shell } = await started(node, ['node', 'server.js'], ['tini', '--', 'entry.sh']);
    expect(start).toEqual([
      ['/usr/bin/tini', '--'],
      ['node', 'server.js'],
    ]);
    expect(shell).toEqual([false, false]);
  });

  it.each<readonly [string, string]>([
    ['sets a variable', '#!/bin/sh\nexport A=1\nexec "$@"\n'],
    ['sets one for the program', '#!/bin/sh\nA=1 exec "$@"\n'],
    ['changes the directory', '#!/bin/sh\ncd /srv\nexec "$@"\n'],
    ['makes a directory', '#!/bin/sh\nmkdir -p /data\nexec "$@"\n'],
    ['writes elsewhere', '#!/bin/sh\nexec "$@" > /log\n'],
    ['starts in the background', '#!/bin/sh\n"$@" &\nwait\n'],
    ['asks what only a container knows', '#!/bin/sh\nif [ "$(hostname)" = a ]; then set -- node -v; fi\nexec "$@"\n'],
    ['turns off what the shell does', '#!/bin/sh\nset -f\nexec "$@"\n'],
    ['ends otherwise', '#!/bin/sh\n"$@"\n'],
    ['starts what is not there', '#!/bin/sh\nexec gone\n'],
  ])('is kept where it %s', async (_, script) => {
    const { start, shell, codes } = await started(script, ['node', 'server.js']);
    expect([start, shell, codes.includes('entrypoint-replaced')]).toEqual([
      [['/usr/local/bin/entry.sh'], ['node', 'server.js']],
      [true, true],
      false,
    ]);
  });
});
