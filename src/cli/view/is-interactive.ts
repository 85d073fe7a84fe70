import type { Host } from '../host.ts';

/** Whether somebody sits in front of a terminal that can show screens. */
export function isInteractive({ stdout, environment }: Pick<Host, 'stdout' | 'environment'>, stdin: { readonly isTTY?: boolean }): boolean {
  const { CI, TERM } = environment;
  const isCi = CI !== undefined && CI !== '' && CI !== '0' && CI !== 'false';
  return stdout.isTTY === true && stdin.isTTY === true && !isCi && TERM !== 'dumb' && TERM !== undefined && TERM !== '';
}
