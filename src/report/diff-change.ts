import { formatBytes } from './format-bytes.ts';

/** `+1.2 MB`, `-300 B`, `±0 B`: how many bytes more or fewer. */
export function formatByteChange(before: number, after: number): string {
  if (before === after) return '±0 B';
  return `${after > before ? '+' : '-'}${formatBytes(Math.abs(after - before))}`;
}
