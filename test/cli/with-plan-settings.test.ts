import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerArchive } from '../support/docker-archive.ts';
import { elf } from '../support/elf.ts';
import { temporaryDirectory, temporaryFile } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';

const files = {
  '/app': { mode: 0o755, content: elf({ textBytes: 500 }) },
  '/docs/a': 'a',
  '/data/b': 'b',
};

const image = (): string =>
  temporaryFile('image.tar', dockerArchive({ layers: [files], names: ['app:1'], config: { Entrypoint: ['/app'], User: '5:5' } }));

const settings = (text: string): string => temporaryFile('settings.yml', `plan: {${text}}\n`);

/** Paths of the production image, by each command that has files. */
const kept: readonly (readonly [string, (config: readonly string[]) => Promise<string>])[] = [
  ['advise', async (more) => output(['advise', image(), '--format', 'json', ...more])],
  ['dockerfile', async (more) => output(['dockerfile', image(), ...more])],
  [
    'slim',
    async (more) => {
      const out = join(temporaryDirectory(), 'out');
      await output(['slim', image(), '-o', out, ...more]);
      return output(['ls', out]);
    },
  ],
];

async function output(args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runFlense([...args, '--quiet']);
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

describe('settings of the project', () => {
  it.each(kept)('hold for %s', async (_name, run) => {
    expect(await run([])).toContain('/docs');
    const plain = await run(['--config', settings("drop: ['/docs/**']")]);
    expect([plain.includes('/docs'), plain.includes('/data')]).toEqual([false, true]);
  });

  it.each([
    ['advise', []],
    ['dockerfile', []],
    ['slim', ['-o', 'OUT']],
    ['k8s', []],
  ])('are told by %s, and those alone that no option takes the place of', async (name, more) => {
    const config = settings("strategy: minimal, base: scratch, drop: ['/docs/**', '/x', '/y']");
    const run = (args: readonly string[]) =>
      runFlense([
        name,
        image(),
        ...more.map((word) => word.replace('OUT', join(temporaryDirectory(), 'out'))),
        '--config',
        config,
        ...args,
      ]);
    const { status, stderr } = await run([]);
    const told = `flense: the plan follows ${config}: strategy minimal, base scratch, drop /docs/** and 2 more\n`;
    expect([status, stderr.startsWith(told)]).toEqual([0, true]);
    const typed = await run(['--strategy', 'balanced', '--base', 'scratch', '--drop', '/z']);
    expect(typed.stderr.split('\n')[0]).toBe(`flense: the plan follows ${config}: drop /docs/** and 2 more`);
    expect((await run(['--quiet'])).stderr).toBe('');
  });

  it('are those of the nearest .flense.yml, and another plan is made where it changes', async () => {
    const path = image();
    const top = temporaryDirectory();
    const before = process.cwd();
    mkdirSync(join(top, 'below'));
    const write = (text: string): void => writeFileSync(join(top, '.flense.yml'), text);
    const strategy = async (): Promise<unknown> =>
      JSON.parse((await runFlense(['advise', path, '--format', 'json', '-q'], { build: 'a' })).stdout).strategy;
    process.chdir(join(top, 'below'));
    try {
      write('plan: {strategy: minimal}\n');
      expect(await strategy()).toBe('minimal');
      write('plan: {strategy: conservative}\n');
      expect(await strategy()).toBe('conservative');
      write('theme: dark\n');
      expect((await runFlense(['advise', path])).stderr).not.toContain('follows');
    } finally {
      process.chdir(before);
    }
  });

  it('are nothing to a plan that was saved', async () => {
    const path = image();
    const saved = join(temporaryDirectory(), 'plan.json');
    await output(['advise', path, '--format', 'json', '-o', saved]);
    const before = process.cwd();
    process.chdir(temporaryDirectory());
    try {
      writeFileSync('.flense.yml', "plan: {drop: ['/docs/**']}\n");
      const { stdout, stderr } = await runFlense(['dockerfile', path, '--plan', saved]);
      expect([stdout.includes('/docs'), stderr]).toEqual([true, '']);
    } finally {
      process.chdir(before);
    }
  });

  it.each([
    ['dockerfile', ['--keep', '/docs/**'], '--keep'],
    ['dockerfile', ['--base', 'auto'], '--base'],
    ['dockerfile', ['--config', 'x.yml'], '--config'],
    ['k8s', ['--drop', '/docs/**', '--strategy', 'balanced'], '--strategy'],
    ['k8s', ['--user', 'root'], '--user'],
    ['slim', ['-o', 'x', '--exec', 'a'], '--exec'],
  ])('that were typed are refused beside a saved plan: %s %j', async (command, options, named) => {
    const { status, stderr } = await runFlense([command, 'no-such-image', '--plan', 'plan.json', ...options]);
    const text = `flense: expected --plan or ${named}, got both: a saved plan is taken as it is, so make a new one with ${named}\n`;
    expect([status, stderr]).toEqual([2, text]);
  });
});
