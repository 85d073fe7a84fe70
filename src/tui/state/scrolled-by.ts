import type { Command } from '../keys/command.ts';
import { movedCursor } from './move-cursor.ts';

/** A view without a cursor: moving scrolls it. */
export function scrolledBy(command: Command, top: number, count: number, shown: number): number | null {
  const last = Math.max(0, count - shown);
  if (command === 'bottom') return last;
  const moved = movedCursor(command, top, count, shown);
  return moved === null ? null : Math.min(moved, last);
}
