import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/tui/keys/command.ts';
import { bindingsIn, commandOf, keyMap } from '../../../src/tui/keys/key-map.ts';
import { type KeyContext, keyTable } from '../../../src/tui/keys/key-table.ts';
import { isKeyName } from '../../../src/tui/keys/pressed-keys.ts';

const keys = keyMap({});
const contexts = [...new Set(keyTable.flatMap((binding) => binding.contexts))];

describe('the key table', () => {
  it('knows no key twice in one context', () => {
    const twice = contexts.flatMap((context) => {
      const own = keyTable.filter((binding) => binding.contexts.includes(context)).flatMap((binding) => binding.keys);
      return own.filter((key, i) => own.indexOf(key) !== i).map((key) => `${context}: ${key}`);
    });
    expect(twice).toEqual([]);
  });

  it('has a key for every command', () => {
    const bound = new Set(keyTable.map(({ command }) => command));
    expect(commands.filter((command) => !bound.has(command))).toEqual([]);
  });

  it('can be left everywhere, has the palette everywhere, and help where it is not itself the help', () => {
    for (const context of contexts.filter((name) => name !== 'everywhere')) {
      const names = bindingsIn(context, keys).map(({ command }) => command);
      const has = { help: names.includes('help'), palette: names.includes('palette'), quit: names.includes('quit') };
      expect([context, has]).toEqual([context, { help: context !== 'help', palette: true, quit: true }]);
    }
  });

  it('has only keys that a terminal sends', () => {
    expect(keyTable.flatMap((binding) => binding.keys).filter((key) => !isKeyName(key))).toEqual([]);
  });

  it.each<[KeyContext, string, string]>([
    ['layers', 'tab', 'focus-next'],
    ['layers', 'ctrl+a', 'aggregate'],
    ['layers', 'ctrl+l', 'layer-changes'],
    ['tree', 'tab', 'focus-next'],
    ['tree', 'space', 'toggle'],
    ['tree', 'ctrl+space', 'collapse-all'],
    ['tree', 'ctrl+a', 'toggle-added'],
    ['tree', 'ctrl+r', 'toggle-removed'],
    ['tree', 'M', 'toggle-modified'],
    ['tree', 'ctrl+u', 'toggle-unmodified'],
    ['tree', 'ctrl+b', 'attributes'],
    ['tree', 'ctrl+p', 'wrap'],
    ['tree', 'ctrl+o', 'sort'],
    ['tree', 'ctrl+f', 'filter'],
    ['tree', 'ctrl+e', 'extract'],
    ['tree', 'u', 'page-up'],
    ['tree', 'd', 'page-down'],
    ['layers', 'pgdn', 'page-down'],
    ['tree', 'ctrl+c', 'quit'],
    ['tree', 'ctrl+z', 'suspend'],
  ])("has dive's: %s %s", (context, key, command) => {
    expect(commandOf(key, context, keys)).toBe(command);
  });

  it.each<[KeyContext, string, string]>([
    ['tree', 'j', 'down'],
    ['tree', 'k', 'up'],
    ['tree', 'h', 'left'],
    ['tree', 'l', 'right'],
    ['tree', 'g', 'top'],
    ['tree', 'G', 'bottom'],
    ['tree', '/', 'search'],
    ['viewer', 'n', 'next-match'],
    ['viewer', 'N', 'previous-match'],
    ['tree', ':', 'palette'],
    ['tree', 'q', 'quit'],
  ])("has vim's: %s %s", (context, key, command) => {
    expect(commandOf(key, context, keys)).toBe(command);
  });
});

describe('keyMap', () => {
  it('gives a command other keys, and takes them from whoever had them', () => {
    const changed = keyMap({ quit: ['ctrl+q'], sort: ['j'] });
    expect(commandOf('q', 'tree', changed)).toBe(null);
    expect(commandOf('ctrl+q', 'tree', changed)).toBe('quit');
    expect(commandOf('j', 'tree', changed)).toBe('sort');
    expect(changed.warnings).toEqual([]);
  });

  it('says which key is none, and leaves a command that would have no key its own', () => {
    const changed = keyMap({ quit: ['Ctrl+Q'], help: ['F1', 'ctrl+t'], redraw: [] });
    expect(changed.warnings).toEqual([
      'keys: quit: expected a key as the terminal sends it (q, ctrl+q, pgup, shift+tab), got Ctrl+Q',
      'keys: help: expected a key as the terminal sends it (q, ctrl+q, pgup, shift+tab), got F1',
    ]);
    expect(commandOf('q', 'tree', changed)).toBe('quit');
    expect(commandOf('?', 'tree', changed)).toBe(null);
    expect(commandOf('ctrl+t', 'tree', changed)).toBe('help');
    expect(commandOf('ctrl+g', 'tree', changed)).toBe(null);
  });

  it.each(['q', 'Q', '?', 'é', '漢', 'up', 'space', 'ctrl+q', 'ctrl+space', 'ctrl+right', 'shift+tab'])('takes %s for a key', (key) => {
    expect(keyMap({ quit: [key] }).warnings).toEqual([]);
  });

  it.each(['', ' ', 'qq', 'Ctrl+Q', 'control+q', 'ctrl+', 'ctrl+Q', 'ctrl+i', 'ctrl+m', 'F1', 'PgUp', '\u0001'])(
    'takes %j for none',
    (key) => {
      expect(keyMap({ quit: [key] }).warnings).toHaveLength(1);
    },
  );

  it('says which command is none', () => {
    expect(keyMap({ qiut: ['x'], constructor: ['y'] }).warnings).toEqual([
      'keys: expected the name of a command, got qiut',
      'keys: expected the name of a command, got constructor',
    ]);
  });
});
