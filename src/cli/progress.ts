import type { IndexProgress } from '../layer/index-layers.ts';
import type { Arrival } from '../model/image.ts';
import type { Host } from './host.ts';
import { progressLines } from './progress-lines.ts';
import { styleFor } from './terminal-style.ts';

export type Progress = {
  /** What is read is on its way. After the end it is shown until all of it has come. */
  readonly arrive: (arrival: Arrival) => void;
  /** The layers are known, and are read from now on. */
  readonly start: (progress: IndexProgress) => void;
  /** Erases what was drawn. */
  readonly end: () => void;
};

const firstAfterMilliseconds = 500;
const intervalMilliseconds = 100;

/** Draws on stderr how far reading has come, once it takes longer than a blink; nothing where nobody looks. */
export function showProgress(host: Pick<Host, 'stderr' | 'environment'>, isQuiet: boolean): Progress {
  const { stderr, environment } = host;
  if (stderr.isTTY !== true || isQuiet || environment['TERM'] === 'dumb') return { arrive: () => {}, start: () => {}, end: () => {} };
  const style = styleFor(stderr, undefined, host);
  let openedAt = performance.now();
  let reading: { readonly progress: IndexProgress | Arrival; readonly startedAt: number } | null = null;
  let drawnLines = 0;
  const draw = (): void => {
    const now = performance.now();
    if (now - openedAt < firstAfterMilliseconds) return;
    const seconds = (now - (reading?.startedAt ?? openedAt)) / 1000;
    const lines = progressLines(reading?.progress ?? null, seconds, (stderr.rows || 24) - 1, {
      ...style,
      width: stderr.columns || style.width,
    });
    // Something else may stand on the first line.
    stderr.write(`${drawnLines === 0 ? '\r\u001b[K' : erase(drawnLines)}${lines.join('\n')}\n`);
    drawnLines = lines.length;
  };
  let timer: NodeJS.Timeout | null = setInterval(draw, intervalMilliseconds);
  const end = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    stderr.write(erase(drawnLines));
    drawnLines = 0;
  };
  const start = (progress: IndexProgress | Arrival): void => {
    reading = { progress, startedAt: performance.now() };
  };
  const arrive = (arrival: Arrival): void => {
    start(arrival);
    if (timer !== null) return;
    openedAt = performance.now();
    timer = setInterval(draw, intervalMilliseconds);
    arrival.onEnd(end);
  };
  return { arrive, start, end };
}

/** Back to the first of the last lines, and all below it cleared. */
function erase(lines: number): string {
  return lines === 0 ? '' : `\u001b[${lines}A\r\u001b[J`;
}
