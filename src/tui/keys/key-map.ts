import { type Command, commands } from './command.ts';
import { type Binding, type KeyContext, keyTable } from './key-table.ts';
import { isKeyName } from './pressed-keys.ts';

/** The keys of a configuration: which keys a command has in the place of its own. */
export type KeyChanges = Readonly<Record<string, readonly string[]>>;

/** The table with the changes in it, and what it makes of those that it cannot follow. */
export type KeyMap = { readonly bindings: readonly Binding[]; readonly warnings: readonly string[] };

export function keyMap(changes: KeyChanges): KeyMap {
  const known = new Set<string>(commands);
  const wanted = Object.entries(changes).filter(([name]) => known.has(name));
  // A command all of whose keys are none keeps its own, so that it can still be asked for.
  const changed = new Map<string, readonly string[]>(
    wanted.filter(([, keys]) => keys.length === 0 || keys.some(isKeyName)).map(([name, keys]) => [name, keys.filter(isKeyName)]),
  );
  const bindings = keyTable.map((binding) => ({ ...binding, keys: changed.get(binding.command) ?? binding.keys }));
  return {
    bindings: [...bindings.filter(({ command }) => changed.has(command)), ...bindings.filter(({ command }) => !changed.has(command))],
    warnings: [
      ...Object.keys(changes)
        .filter((name) => !known.has(name))
        .map((name) => `keys: expected the name of a command, got ${name}`),
      ...wanted.flatMap(([name, keys]) => keys.filter((key) => !isKeyName(key)).map((key) => keyWarning(name, key))),
    ],
  };
}

function keyWarning(command: string, key: string): string {
  return `keys: ${command}: expected a key as the terminal sends it (q, ctrl+q, pgup, shift+tab), got ${key}`;
}

/** What lies over a screen takes all keys but these. */
const overlays: ReadonlySet<KeyContext> = new Set<KeyContext>(['preview', 'viewer', 'history', 'help']);
const alwaysThere: ReadonlySet<Command> = new Set<Command>(['help', 'palette', 'quit', 'suspend', 'redraw']);

/** The command of a key: what the context says, then what holds everywhere; null where it means nothing. */
export function commandOf(key: string, context: KeyContext, map: KeyMap): Command | null {
  return bindingsIn(context, map).find(({ keys }) => keys.includes(key))?.command ?? null;
}

/** What works in a context, what the context has of its own first. */
export function bindingsIn(context: KeyContext, { bindings }: KeyMap): readonly Binding[] {
  const own = bindings.filter(({ contexts }) => contexts.includes(context));
  const taken = new Set(own.flatMap(({ keys }) => keys));
  const rest = bindings
    .filter(({ command, contexts }) => contexts.includes('everywhere') && (!overlays.has(context) || alwaysThere.has(command)))
    .map((binding) => ({ ...binding, keys: binding.keys.filter((key) => !taken.has(key)) }));
  return [...own, ...(context === 'everywhere' ? [] : rest)].filter(({ keys }) => keys.length > 0);
}
