import { InspectError } from './errors.ts';

const magnitudes = 'kmgtpe';
/** Where dive's own numbers end. */
const tooLarge = 2 ** 64;

/**
 * Parses a size as dive takes it: `20MB`, `1,000 kB`, `.5GiB`, `3e`, up to exabytes, in upper or lower case; commas mean nothing.
 * @throws InspectError `usage`
 */
export function parseDiveSize(text: string, where: string): number {
  const [, number, unit] = /^([\d.,]{1,40})\s{0,20}([a-z]{0,3})$/i.exec(text.trim()) ?? [];
  const digits = number?.replaceAll(',', '') ?? '';
  const factor = unit === undefined ? null : unitBytes(unit.toLowerCase());
  const bytes = factor === null || !/^(?:\d+\.?\d*|\.\d+)$/.test(digits) ? null : Math.floor(Number(digits) * factor);
  if (bytes !== null && bytes < tooLarge) return bytes;
  throw new InspectError('usage', `${where}: expected a size like 10MB or 64MiB, got ${JSON.stringify(text.slice(0, 60))}`);
}

function unitBytes(unit: string): number | null {
  const [, magnitude = '', binary] = /^([kmgtpe])?(?:(i)?b?)$/.exec(unit) ?? [];
  if (magnitude === '') return unit === '' || unit === 'b' ? 1 : null;
  return (binary === undefined ? 1_000 : 1_024) ** (magnitudes.indexOf(magnitude) + 1);
}
