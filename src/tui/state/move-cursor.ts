import type { Command } from '../keys/command.ts';

/** Where the cursor goes among `count` rows; null for a command that does not move it. */
export function movedCursor(command: Command, cursor: number, count: number, pageRows: number): number | null {
  const to = target(command, cursor, count, Math.max(1, pageRows - 1));
  return to === null ? null : Math.max(0, Math.min(to, count - 1));
}

function target(command: Command, cursor: number, count: number, page: number): number | null {
  switch (command) {
    case 'up':
      return cursor - 1;
    case 'down':
      return cursor + 1;
    case 'page-up':
      return cursor - page;
    case 'page-down':
      return cursor + page;
    case 'top':
      return 0;
    case 'bottom':
      return count - 1;
    default:
      return null;
  }
}
