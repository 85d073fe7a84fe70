import { closeSync } from 'node:fs';

/** What an opened image keeps until it is closed. */
export type HeldFiles = {
  /** A file descriptor. */
  readonly hold: (fd: number) => number;
  /** Anything else that must end, say connections. */
  readonly onClose: (action: () => void) => void;
  /** May be called twice. */
  readonly close: () => void;
};

export function heldFiles(): HeldFiles {
  const held: number[] = [];
  const actions: (() => void)[] = [];
  const hold = (fd: number): number => {
    held.push(fd);
    return fd;
  };
  const onClose = (action: () => void): void => void actions.push(action);
  const close = (): void => {
    for (const action of actions.splice(0)) action();
    for (const fd of held.splice(0)) closeSync(fd);
  };
  return { hold, onClose, close };
}
