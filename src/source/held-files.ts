import { closeSync } from 'node:fs';

/** File descriptors that an opened image keeps until it is closed. */
export type HeldFiles = {
  readonly hold: (fd: number) => number;
  /** May be called twice. */
  readonly close: () => void;
};

export function heldFiles(): HeldFiles {
  const held: number[] = [];
  const hold = (fd: number): number => {
    held.push(fd);
    return fd;
  };
  const close = (): void => {
    for (const fd of held.splice(0)) closeSync(fd);
  };
  return { hold, close };
}
