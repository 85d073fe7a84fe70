import { execFileSync, spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { runFlense } from '../run-flense.ts';

it.each([
  ['bash', ['-n']],
  ['zsh', ['-n']],
  ['fish', ['--no-execute']],
] as const)('the script for %s has every command and option, and %s can read it', async (shell, flags) => {
  const { status, stdout } = await runFlense(['completion', shell]);
  expect(status).toBe(0);
  for (const word of ['inspect', 'extract', 'completion', 'prune', 'format', 'min-size', 'max-size', 'dive-json'])
    expect(stdout).toContain(word);
  if (spawnSync(shell, ['--version']).status === 0) execFileSync(shell, [...flags], { input: stdout });
});
