/**
 * What two images tell otherwise for no reason of their own, and the same image may tell alike each time: the process, as a start without
 * a shell has another number, and how long something took. Each replacement is linear.
 */
const shapes: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // Minutes and seconds; the hour stays, as it tells the zone.
  [/\b(\d{1,2}):\d\d:\d\d(?:[.,]\d{1,9})?(?!\d)/g, '$1:#:#'],
  [/\b(pid|process)(\W{1,3})\d{1,7}\b/gi, '$1$2#'],
  // `2026-01-01 10:00:00 +0000] [7] [INFO]` of servers of all kinds.
  [/^(\W{0,2}\d{4}[-/]\d\d[-/]\d\d[^\n[]{0,40}\[)\d{1,7}\]/gm, '$1#]'],
  // `7#7:` of nginx, `7:M 01 Jan` of Redis.
  [/\b\d{1,7}#\d{1,7}:/g, '#'],
  [/^\d{1,7}(?=:[A-Z] \d)/gm, '#'],
  [/\b\d{1,12}(?:\.\d{1,12})? ?(?:ms|µs|us|ns)\b/g, '#'],
  [/\b\d{1,12}\.\d{1,12} ?(?:s|sec|secs|seconds)\b/g, '#'],
];

export function steadyText(text: string): string {
  return shapes.reduce((steady, [pattern, replacement]) => steady.replace(pattern, replacement), text);
}
