import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { isInteractive } from '../../../src/cli/view/is-interactive.ts';

const terminal = Object.assign(new Writable(), { isTTY: true });

describe('isInteractive', () => {
  it.each<[string, Readonly<Record<string, string>>, boolean, boolean, boolean]>([
    ['a terminal', { TERM: 'xterm-256color' }, true, true, true],
    ['CI=false', { TERM: 'xterm', CI: 'false' }, true, true, true],
    ['CI', { TERM: 'xterm', CI: 'true' }, true, true, false],
    ['a dumb terminal', { TERM: 'dumb' }, true, true, false],
    ['no terminal at all', {}, true, true, false],
    ['output into a pipe', { TERM: 'xterm' }, false, true, false],
    ['input from a pipe', { TERM: 'xterm' }, true, false, false],
  ])('with %s', (_, environment, hasOutput, hasInput, expected) => {
    expect(isInteractive({ stdout: hasOutput ? terminal : new Writable(), environment }, { isTTY: hasInput })).toBe(expected);
  });
});
