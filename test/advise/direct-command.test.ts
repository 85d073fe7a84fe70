import { describe, expect, it } from 'vitest';
import { keptPaths, planOf, program, staticProgram, warningCodes } from './plan-of.ts';

const manager = '/usr/share/nodejs/npm/bin/npm-cli.js';
const files = {
  '/usr/bin/node': staticProgram(),
  '/usr/bin/env': staticProgram(),
  '/usr/bin/tini': staticProgram(),
  '/bin/sh': staticProgram(),
  '/usr/bin/npm': { linkTarget: '../share/nodejs/npm/bin/npm-cli.js' },
  [manager]: { content: "#!/usr/bin/env node\nrequire('../lib/npm.js')", mode: 0o755 },
  '/usr/share/nodejs/npm/lib/npm.js': '',
  '/var/lib/dpkg/status': 'Package: npm\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n',
  '/var/lib/dpkg/info/npm.list': `/usr/bin/npm\n${manager}\n/usr/share/nodejs/npm/lib/npm.js\n`,
  '/app/package.json': '{"scripts":{"start":"node --trace-uncaught server.js","two":"node a.js && node b.js"}}',
  '/app/server.js': '',
};

async function started(config: Readonly<Record<string, unknown>>) {
  const plan = await planOf({ layers: [files], config: { WorkingDir: '/app', ...config } });
  const programs = keptPaths(plan).filter((path) => path.startsWith('/usr/bin/') || path === '/bin/sh' || path === manager);
  return { entrypoint: plan.config.entrypoint, cmd: plan.config.cmd, programs, codes: warningCodes(plan) };
}

describe('a command that a package manager only leads to', () => {
  it('is started without the manager and its shell, which are left out', async () => {
    const { codes, ...plan } = await started({ Cmd: ['npm', 'start'] });
    expect(plan).toEqual({ entrypoint: [], cmd: ['/usr/bin/node', '--trace-uncaught', 'server.js'], programs: ['/usr/bin/node'] });
    expect(codes).toContain('package-manager-replaced');
  });

  it('stays behind the wrappers that it had', async () => {
    const { codes, ...plan } = await started({ Entrypoint: ['tini', '--'], Cmd: ['npm', 'run', 'start', '--', '-x'] });
    expect(plan).toEqual({
      entrypoint: ['/usr/bin/tini', '--'],
      cmd: ['/usr/bin/node', '--trace-uncaught', 'server.js', '-x'],
      programs: ['/usr/bin/node', '/usr/bin/tini'],
    });
    expect(codes).toContain('package-manager-replaced');
  });

  it('takes the place of an entrypoint that is the manager itself', async () => {
    const { entrypoint, cmd } = await started({ Entrypoint: ['npm'], Cmd: ['start'] });
    expect([entrypoint, cmd]).toEqual([['/usr/bin/node', '--trace-uncaught', 'server.js'], []]);
  });

  it('is left as it is where a shell has something to do', async () => {
    const { cmd, programs, codes } = await started({ Cmd: ['npm', 'run', 'two'] });
    expect([cmd, programs.includes('/bin/sh'), programs.includes(manager)]).toEqual([['/usr/bin/npm', 'run', 'two'], true, true]);
    expect(codes).not.toContain('package-manager-replaced');
  });

  it('is not looked for where the manager is started by something else', async () => {
    const layer = { ...files, '/start': program({ strings: ['npm'] }) };
    const plan = await planOf({ layers: [layer], config: { WorkingDir: '/app', Entrypoint: ['/start'], Cmd: ['npm', 'start'] } });
    expect([plan.config.entrypoint, plan.config.cmd]).toEqual([['/start'], ['npm', 'start']]);
  });
});
