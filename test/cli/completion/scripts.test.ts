import { execFileSync, spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { temporaryFile } from '../../support/temporary-directory.ts';
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
  // From a file: fish reads no socket, which is what Node has for a pipe.
  if (spawnSync(shell, ['--version']).status === 0) execFileSync(shell, [...flags, temporaryFile('completion', stdout)]);
});
