const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** `0 B`, `999 B`, `1.23 kB`, `12.3 MB`, `123 GB`: three digits, units of a thousand as container engines print them. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 and more would round to four digits.
  while (value >= (unit === 0 ? 1000 : 999.5) && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit]}`;
}
