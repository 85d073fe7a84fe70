import { describe, expect, it } from 'vitest';
import { type PressedKey, pressedKeys, textKeys } from '../../../src/tui/keys/pressed-keys.ts';

const plain: PressedKey = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
};

describe('pressedKeys', () => {
  it.each<[string, Partial<PressedKey>, readonly string[]]>([
    ['', { upArrow: true }, ['up']],
    ['', { rightArrow: true, ctrl: true }, ['ctrl+right']],
    ['', { tab: true, shift: true }, ['shift+tab']],
    ['', { escape: true }, ['esc']],
    ['a', { ctrl: true }, ['ctrl+a']],
    ['`', { ctrl: true }, ['ctrl+space']],
    ['\u0000', {}, ['ctrl+space']],
    ['\u001f', {}, ['ctrl+/']],
    ['G', { shift: true }, ['"G"']],
    ['jj', {}, ['"jj"']],
    ['\rx', {}, ['enter', '"x"']],
    ['name\t\u0001\u007f', {}, ['"name"', 'tab', 'ctrl+a', 'backspace']],
  ])('%j %j', (input, flags, expected) => {
    const found = pressedKeys(input, { ...plain, ...flags });
    expect(found.map((pressed) => (pressed.kind === 'key' ? pressed.name : JSON.stringify(pressed.text)))).toEqual(expected);
  });
});

describe('textKeys', () => {
  it('are one where text is typed, otherwise each sign is a key', () => {
    expect(textKeys('a 宽', true)).toEqual(['a 宽']);
    expect(textKeys('a 宽', false)).toEqual(['a', 'space', '宽']);
    expect(textKeys(' ', true)).toEqual(['space']);
    expect(textKeys('esc', true)).toEqual(['e', 's', 'c']);
  });
});
