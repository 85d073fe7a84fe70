import { describe, expect, it } from 'vitest';
import { parseShellArguments } from '../../../src/advise/shell/shell-arguments.ts';

describe('parseShellArguments', () => {
  it.each([
    ['sh', { kind: 'input', isLogin: false }],
    ['-bash', { kind: 'input', isLogin: true }],
    ['sh -e /x a', { kind: 'file', at: 2, isLogin: false }],
    ['bash -euo pipefail /x', { kind: 'file', at: 3, isLogin: false }],
    ['bash -o errexit -c x', { kind: 'text', at: 4, isLogin: false }],
    ['sh -ec x y', { kind: 'text', at: 2, isLogin: false }],
    ['bash --login -- /x', { kind: 'file', at: 3, isLogin: true }],
    ['bash --rcfile /y /x', { kind: 'file', at: 3, isLogin: false }],
    ['sh +x /x', { kind: 'file', at: 2, isLogin: false }],
    ['sh -s a b', { kind: 'input', isLogin: false }],
    ['sh -c', { kind: 'input', isLogin: false }],
  ])('reads %s', (command, expected) => {
    expect(parseShellArguments(command.split(' '))).toEqual(expected);
  });
});
