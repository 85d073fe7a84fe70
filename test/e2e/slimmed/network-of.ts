import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type RunOutcome, tryRun } from '../support/run.ts';

/** Longest that a program may take to listen. */
const patienceMilliseconds = 60_000;

/** Waits until somebody in the network of process `pid` listens on a port. @returns false where nobody does */
export async function isListening(pid: number, port: number, isAlive: () => boolean): Promise<boolean> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const deadline = Date.now() + patienceMilliseconds; Date.now() < deadline && isAlive(); await delay(100)) {
    const sockets = ['tcp', 'tcp6'].flatMap((file) => readSockets(`/proc/${pid}/net/${file}`));
    if (sockets.some(([, local, , state]) => local?.endsWith(wanted) === true && state === '0A')) return true;
  }
  return false;
}

/** Runs a shell script of this machine in the network of another process. */
export function runInNetwork(pid: number, script: string): Promise<RunOutcome> {
  return tryRun('nsenter', [`--net=/proc/${pid}/ns/net`, 'sh', '-c', script], { timeoutMilliseconds: 60_000 });
}

function readSockets(path: string): readonly (readonly string[])[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/));
  } catch {
    // The process has ended.
    return [];
  }
}
