/** What of Ink's key is looked at. */
export type PressedKey = {
  readonly upArrow: boolean;
  readonly downArrow: boolean;
  readonly leftArrow: boolean;
  readonly rightArrow: boolean;
  readonly pageDown: boolean;
  readonly pageUp: boolean;
  readonly home: boolean;
  readonly end: boolean;
  readonly return: boolean;
  readonly escape: boolean;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly tab: boolean;
  readonly backspace: boolean;
  readonly delete: boolean;
};

const flags = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageDown', 'pgdn'],
  ['pageUp', 'pgup'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
  ['escape', 'esc'],
] as const;

/** A key by name, or signs that were typed or pasted. */
export type Pressed = { readonly kind: 'key'; readonly name: string } | { readonly kind: 'text'; readonly text: string };

/**
 * What came in one piece: a key by what it is called in the key table (`up`, `ctrl+a`, `ctrl+space`, `shift+tab`), or several, where
 * they were faster than the screen, or text that was pasted.
 */
export function pressedKeys(input: string, key: PressedKey): readonly Pressed[] {
  if (key.tab) return [named(key.shift ? 'shift+tab' : 'tab')];
  for (const [flag, name] of flags) if (key[flag]) return [named(key.ctrl ? `ctrl+${name}` : name)];
  // Ctrl with the space bar sends NUL, which Ink calls by several names.
  if (key.ctrl) return [named(input === '`' || input === '@' || input === ' ' ? 'ctrl+space' : `ctrl+${input}`)];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: keys that are control characters are what is looked for
  const parts = input.split(/([\u0000-\u001f\u007f])/).filter((part) => part !== '');
  return parts.map((part) => controlKey(part) ?? { kind: 'text', text: part });
}

function named(name: string): Pressed {
  return { kind: 'key', name };
}

const controls: Readonly<Record<string, string>> = {
  '\u0000': 'ctrl+space',
  '\t': 'tab',
  '\r': 'enter',
  '\n': 'enter',
  '\u001b': 'esc',
  '\u001f': 'ctrl+/',
  '\u007f': 'backspace',
};

function controlKey(part: string): Pressed | null {
  if (Object.hasOwn(controls, part)) return named(controls[part]!);
  const code = part.charCodeAt(0);
  return part.length === 1 && code < 0x1b ? named(`ctrl+${String.fromCharCode(code + 0x60)}`) : null;
}

const names: ReadonlySet<string> = new Set([...flags.map(([, name]) => name), 'tab', 'shift+tab', 'space', 'ctrl+space', 'ctrl+/']);
/** To a terminal ctrl+h, i, j and m are Backspace, Tab, and twice Enter. */
const controlLetter = /^ctrl\+[a-gk-ln-z]$/;
const sign = /^[^\p{Cc}\p{Cs}\s]$/u;

/** Whether a key can come by that name. */
export function isKeyName(name: string): boolean {
  return names.has(name) || names.has(/^ctrl\+(.{2,})$/.exec(name)?.[1] ?? '') || controlLetter.test(name) || sign.test(name);
}

/** A word like this could be taken for the name of a key. */
const nameLike = /^[a-z]{1,9}$/;

/** Keys of signs: where text is typed they are one, otherwise each is a key. */
export function textKeys(text: string, isTyping: boolean): readonly string[] {
  return isTyping && text.length > 1 && !nameLike.test(text) ? [text] : Array.from(text, (sign) => (sign === ' ' ? 'space' : sign));
}
