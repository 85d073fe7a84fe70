import { escapeTerminal } from '../report/escape-terminal.ts';
import type { Host } from './host.ts';

/** One line on stderr; messages carry names from images. */
export function tell(host: Pick<Host, 'stderr'>, message: string): void {
  host.stderr.write(`flense: ${escapeTerminal(message)}\n`);
}
