/** No more than this can be typed. */
const maxLength = 200;
const unsafe = /[\p{Cc}\p{Cs}]/gu;

/** A line of text after a key; null for a key that does not edit it. Text that is pasted comes as one key. */
export function editedText(text: string, key: string): string | null {
  switch (key) {
    case 'backspace':
    case 'delete':
    case 'ctrl+h':
      return Array.from(text).slice(0, -1).join('');
    case 'ctrl+u':
      return '';
    case 'ctrl+w':
      return text.replace(/\S+\s*$/, '');
    case 'space':
      return `${text} `.slice(0, maxLength);
    default:
      return isTyped(key) ? (text + key.replace(unsafe, '')).slice(0, maxLength) : null;
  }
}

const named = new Set(['up', 'down', 'left', 'right', 'pgup', 'pgdn', 'home', 'end', 'enter', 'esc', 'tab', 'shift+tab']);

function isTyped(key: string): boolean {
  return key !== '' && !named.has(key) && !/^ctrl\+./.test(key);
}
