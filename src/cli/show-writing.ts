import { formatBytes } from '../report/format-bytes.ts';
import type { Host } from './host.ts';

export type Writing = {
  /** How many bytes of content have been written. */
  readonly show: (bytes: number) => void;
  /** Erases what was drawn. */
  readonly end: () => void;
};

const intervalMilliseconds = 200;

/** A line on stderr while an image is written; nothing where nobody looks. */
export function showWriting({ stderr, environment }: Pick<Host, 'stderr' | 'environment'>, isQuiet: boolean): Writing {
  if (stderr.isTTY !== true || isQuiet || environment['TERM'] === 'dumb') return { show: () => {}, end: () => {} };
  let drawnAt = performance.now();
  let isDrawn = false;
  return {
    show: (bytes) => {
      if (performance.now() - drawnAt < intervalMilliseconds) return;
      drawnAt = performance.now();
      isDrawn = true;
      stderr.write(`\r\u001b[Kwriting ${formatBytes(bytes)}`);
    },
    end: () => {
      if (isDrawn) stderr.write('\r\u001b[K');
    },
  };
}
