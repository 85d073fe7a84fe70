import type { Terminal } from '../host.ts';

/** Second screen buffer, cleared; no cursor; long lines do not wrap. https://invisible-island.net/xterm/ctlseqs/ctlseqs.html */
const enterText = '\u001b[?1049h\u001b[2J\u001b[H\u001b[?25l\u001b[?7l';
const leaveText = '\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l';

/** The terminal's second screen, and that it is always left again. */
export type AlternateScreen = {
  /** Leaves it, stops the process until it is continued, and comes back. */
  readonly suspend: () => void;
  readonly leave: () => void;
};

type RawInput = Pick<NodeJS.ReadStream, 'setRawMode'>;

/** @param onResume is told when the process goes on after it was stopped, and the screen is empty */
export function enterAlternateScreen(stdout: Terminal, stdin: RawInput, onResume: () => void): AlternateScreen {
  let isShown = false;
  const enter = (): void => {
    isShown = true;
    stdout.write(enterText);
  };
  const leave = (): void => {
    if (!isShown) return;
    isShown = false;
    stdout.write(leaveText);
  };
  const stop = (): void => {
    leave();
    stdin.setRawMode(false);
    process.kill(process.pid, 'SIGSTOP');
  };
  const resume = (): void => {
    if (isShown) return;
    stdin.setRawMode(true);
    enter();
    onResume();
  };
  const crash = (): void => {
    leave();
    stdin.setRawMode(false);
  };
  const ignore = (): void => {};
  const listeners = [
    ['SIGTSTP', stop],
    ['SIGCONT', resume],
    ['uncaughtExceptionMonitor', crash],
    ['exit', leave],
    // Ink ends the process at these unless somebody else listens; what listens in `main.ts` does so once.
    ['SIGTERM', ignore],
    ['SIGINT', ignore],
  ] as const;
  for (const [event, listener] of listeners) process.on(event as 'exit', listener);
  enter();
  return {
    suspend: stop,
    leave: () => {
      leave();
      for (const [event, listener] of listeners) process.off(event as 'exit', listener);
    },
  };
}
