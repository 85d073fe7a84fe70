import { InspectError } from './errors.ts';

const decimal = ['b', 'kb', 'mb', 'gb', 'tb'];
const binary = ['b', 'kib', 'mib', 'gib', 'tib'];

/**
 * Parses `512`, `10MB` (10^7 bytes) or `64MiB` (64 × 2^20 bytes), in upper or lower case; `10M` is `10MB`.
 * @param option the name of what holds it, for the message
 * @throws InspectError `usage`
 */
export function parseByteSize(text: string, option: string): number {
  const [, digits, unit] = /^(\d{1,15}(?:\.\d{1,9})?) ?([a-z]{0,3})$/i.exec(text) ?? [];
  const factor = digits === undefined ? null : unitBytes((unit ?? '').toLowerCase());
  if (factor === null) throw new InspectError('usage', `${option}: expected a size like 10MB or 64MiB, got ${JSON.stringify(text)}`);
  return Math.floor(Number(digits) * factor);
}

function unitBytes(unit: string): number | null {
  if (unit === '') return 1;
  const name = unit.endsWith('b') ? unit : `${unit}b`;
  if (decimal.includes(name)) return 1000 ** decimal.indexOf(name);
  return binary.includes(name) ? 1024 ** binary.indexOf(name) : null;
}
