const colonCode = 0x3a;
/** Characters; no field that is asked for has nearly as many. */
const maxNameLength = 64;

/**
 * Fields of each paragraph of a file of `Name: value` lines, as dpkg, apk and Python's metadata have them; empty lines part them.
 * Only the named fields, as they are written; lines that go on with the last are left out, and a field that comes twice counts
 * as it came first.
 */
export function* paragraphs(text: string, names: ReadonlySet<string>): Generator<ReadonlyMap<string, string>> {
  const initials = new Set(Array.from(names, (name) => name.charCodeAt(0)));
  let fields = new Map<string, string>();
  let isEmpty = true;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (isBlank(text, start, end)) {
      if (!isEmpty) {
        yield fields;
        fields = new Map();
      }
      isEmpty = true;
    } else {
      isEmpty = false;
      if (initials.has(text.charCodeAt(start))) addField(fields, text, start, end, names);
    }
    start = end + 1;
  }
  if (!isEmpty) yield fields;
}

function isBlank(text: string, start: number, end: number): boolean {
  return start === end || (end - start === 1 && text[start] === '\r');
}

function addField(fields: Map<string, string>, text: string, start: number, end: number, names: ReadonlySet<string>): void {
  const limit = Math.min(end, start + maxNameLength);
  let colon = start;
  while (colon < limit && text.charCodeAt(colon) !== colonCode) colon++;
  if (colon === limit) return;
  const name = text.slice(start, colon);
  if (names.has(name) && !fields.has(name)) fields.set(name, text.slice(colon + 1, end).trim());
}
