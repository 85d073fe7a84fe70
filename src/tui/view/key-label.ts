const labels: Readonly<Record<string, string>> = {
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  pgup: 'PgUp',
  pgdn: 'PgDn',
  home: 'Home',
  end: 'End',
  enter: 'Enter',
  esc: 'Esc',
  tab: 'Tab',
  space: 'Space',
  backspace: 'Bksp',
};

/** A key as it stands on a keyboard: `Enter`, `^A`, `G`. */
export function keyLabel(key: string): string {
  if (key.startsWith('ctrl+')) return `^${keyLabel(key.slice(5)).toUpperCase()}`;
  if (key.startsWith('shift+')) return `Shift-${keyLabel(key.slice(6))}`;
  return Object.hasOwn(labels, key) ? labels[key]! : key;
}
