import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { run, tryRun } from './run.ts';

export type TmuxOptions = {
  readonly columns: number;
  readonly rows: number;
  readonly cwd: string;
  /** Over the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
};

/** A real terminal with a shell in it, in a server of tmux of its own. */
export type Terminal = {
  /** Types text as it is. */
  readonly type: (text: string) => Promise<void>;
  /** Presses keys by the names that tmux has: `Enter`, `Escape`, `C-z`, `Down`. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** @param withColors with the escape sequences of colours */
  readonly screen: (withColors?: boolean) => Promise<string>;
  /** The screen once it shows a text. @throws Error with the screen if it does not within a minute */
  readonly waitFor: (text: string) => Promise<string>;
  readonly resize: (columns: number, rows: number) => Promise<void>;
  /** What tmux knows of the pane: `#{alternate_on}`, `#{cursor_flag}`. */
  readonly ask: (format: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

const patienceMilliseconds = 60_000;

export async function openTerminal({ columns, rows, cwd, env = {} }: TmuxOptions): Promise<Terminal> {
  const socket = `flense-${randomUUID()}`;
  const tmux = async (...args: readonly string[]): Promise<string> =>
    (await run('tmux', ['-L', socket, '-f', '/dev/null', ...args])).toString('utf8');
  const size = ['-x', String(columns), '-y', String(rows)];
  const { CI: _, ...inherited } = process.env;
  await run('tmux', ['-L', socket, '-f', '/dev/null', 'new-session', '-d', '-s', 'main', ...size, 'bash --norc --noprofile'], {
    cwd,
    env: { ...inherited, LANG: 'C.UTF-8', PS1: '$ ', ...env },
  });
  await tmux('set-option', '-g', 'default-terminal', 'tmux-256color');
  await tmux('set-option', '-g', 'status', 'off');
  const terminal: Terminal = {
    type: async (text) => void (await tmux('send-keys', '-t', 'main', '-l', text)),
    press: async (...keys) => void (await tmux('send-keys', '-t', 'main', ...keys)),
    screen: (withColors = false) => tmux('capture-pane', '-p', ...(withColors ? ['-e', '-N'] : []), '-t', 'main'),
    waitFor: async (text) => {
      const end = Date.now() + patienceMilliseconds;
      for (;;) {
        const screen = await terminal.screen();
        if (screen.includes(text)) return screen;
        if (Date.now() > end) throw new Error(`expected ${JSON.stringify(text)} on the screen, got:\n${screen}`);
        await delay(50);
      }
    },
    resize: async (toColumns, toRows) => void (await tmux('resize-window', '-t', 'main', '-x', String(toColumns), '-y', String(toRows))),
    ask: async (format) => (await tmux('display-message', '-p', '-t', 'main', format)).trim(),
    close: async () => void (await tryRun('tmux', ['-L', socket, 'kill-server'])),
  };
  await terminal.resize(columns, rows);
  return terminal;
}
