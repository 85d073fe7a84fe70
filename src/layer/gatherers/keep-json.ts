const nothing = Buffer.alloc(0);

/** The named fields at the top of a JSON object, as a JSON object; nothing where `bytes` are no such thing. */
export function keepJson(bytes: Buffer, fields: readonly string[]): Buffer {
  try {
    // Editors of some systems put a byte order mark in front.
    const value = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, '')) as unknown;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return nothing;
    const known = value as Readonly<Record<string, unknown>>;
    const kept = fields.filter((name) => Object.hasOwn(known, name)).map((name) => [name, known[name]]);
    return Buffer.from(JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // Malformed, or nested so deep that it cannot be written again: whoever asked finds nothing and tells so.
    return nothing;
  }
}
