import { describe, expect, it } from 'vitest';
import { shellFormEntrypoint } from '../../analyzers/shell-form-entrypoint.ts';
import { codesOf, findingsOf } from './analysis-of.ts';

const shell = (text: string) => ['/bin/sh', '-c', text];

describe('shell-form-entrypoint', () => {
  it('tells the command and how to write it', async () => {
    expect(await findingsOf(shellFormEntrypoint, { config: { Cmd: shell('node app.js') } })).toEqual([
      {
        code: 'shell-form-entrypoint/signals-lost',
        severity: 'low',
        summary: 'the first process is a shell, which passes no signals on',
        bytes: 0,
        evidence: [{ kind: 'config', field: 'Cmd', value: '["/bin/sh","-c","node app.js"]' }],
        remedy: { kind: 'change-config', text: 'write CMD with brackets: ["program", "argument"]', field: 'Cmd' },
      },
    ]);
  });

  it.each([
    ['an entrypoint', { Entrypoint: shell('app') }, 'signals-lost'],
    ['a shell with options', { Entrypoint: ['/bin/bash', '-o', 'pipefail', '-ec', 'app | tee log'] }, 'signals-lost'],
    ['an entrypoint that never sees CMD', { Entrypoint: shell('app'), Cmd: ['--verbose'] }, 'arguments-lost'],
    ['exec in the middle, behind something that may fail', { Cmd: shell('prepare; exec app') }, 'signals-lost'],
  ])('reports %s', async (_, config, variant) => {
    expect(await codesOf(shellFormEntrypoint, { config })).toEqual([`shell-form-entrypoint/${variant}`]);
  });

  it.each([
    ['brackets', { Entrypoint: ['node', 'app.js'] }],
    ['exec', { Entrypoint: shell('exec app --port 80') }],
    ['exec behind set', { Cmd: shell('set -e; exec app') }],
    ['a script', { Entrypoint: ['/bin/sh', '/entrypoint.sh'] }],
    ['an interactive shell', { Cmd: ['/bin/bash'] }],
    ['a shell behind tini, which passes signals on', { Entrypoint: ['tini', '--'], Cmd: shell('app') }],
    ['nothing to start', {}],
  ])('is silent about %s', async (_, config) => {
    expect(await codesOf(shellFormEntrypoint, { config })).toEqual([]);
  });

  it('sees that arguments are taken on purpose', async () => {
    const config = { Entrypoint: ['/bin/sh', '-c', 'exec "$0" "$@"'], Cmd: ['app'] };
    expect(await codesOf(shellFormEntrypoint, { config })).toEqual([]);
  });
});
