import { posix } from 'node:path';
import { emptyTrace, need } from './need.ts';
import type { ProgramTracer } from './tracer.ts';

/** busybox's wget leaves TLS to a program of its own. https://git.busybox.net/busybox/tree/networking/wget.c */
const helpers: Readonly<Record<string, string>> = { wget: 'ssl_client' };

/** What functions of busybox start beside themselves. */
export const busyboxTracer: ProgramTracer = {
  id: 'busybox',
  traceProgram: (program, invocation, { view }) => {
    const [name = '', first = ''] = invocation.argv;
    const applet = posix.basename(posix.basename(name).startsWith('busybox') ? first : name);
    if (view.shell(program)?.kind !== 'busybox' || !Object.hasOwn(helpers, applet)) return null;
    const from = view.tree.path(program);
    const options = { from, confidence: 'likely' as const };
    const started = { ...invocation, argv: [helpers[applet]!], from, reason: 'started by', confidence: 'likely' as const };
    return { ...emptyTrace, needs: [need('/etc/ssl/cert.pem', 'certificate authorities for', options)], invocations: [started] };
  },
};
