/** A JSON object of an image, null for anything else. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  const value = parseJsonText(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
}

/** Any JSON of an image; null where it is none. */
export function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Malformed, which is for the caller to tell.
    return null;
  }
}
