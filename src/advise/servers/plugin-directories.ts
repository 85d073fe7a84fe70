import { posix } from 'node:path';
import { isFile } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import type { ProgramTracer, Scene } from '../tracer.ts';
import { ServerTrace } from './server-trace.ts';

/** Directories with more are a language or a distribution of their own, which others know. */
const maxFiles = 256;
/** Those whose directory is told apart elsewhere, or is nothing that they load. */
const known =
  /^(?:python|perl|ruby|php|node|java|lua|tclsh|wish|bash|dash|sh|zsh|busybox|git|apt|dpkg|gcc|systemd|postgres|apache2|httpd|nginx|mysqld|mariadbd)/;

/** Any other program: what its own package has for it in a directory of its name. */
export const pluginDirectories: ProgramTracer = {
  id: 'plugin-directories',
  traceProgram: (program, invocation, scene) => {
    const path = scene.view.tree.path(program);
    const name = posix.basename(path);
    if (known.test(name) || scene.view.elf(program) === null) return null;
    const files = ownFiles(scene, program, namesOf(name));
    if (files.length === 0 || files.length > maxFiles) return null;
    const found = new ServerTrace(scene, invocation, path);
    found.keep('in the directory of', files, { confidence: 'guessed' });
    return found.trace;
  },
};

/** `haproxy`, `rsyslogd` and `rsyslog`, `redis-server` and `redis`. */
function namesOf(name: string): ReadonlySet<string> {
  return new Set([name, name.replace(/d$/, ''), name.replace(/-(?:server|daemon)$/, '')]);
}

function ownFiles({ view, inventory }: Scene, program: Node, names: ReadonlySet<string>): readonly string[] {
  const owner = inventory.packages[inventory.ownership.system[program] ?? -1];
  const found: string[] = [];
  for (const file of owner?.files ?? []) {
    const path = view.tree.path(file);
    const [, directory] = /^\/usr\/(?:lib|lib64|libexec)\/(?:[^/]+-linux-[^/]+\/)?([^/]+)\/./.exec(path) ?? [];
    if (directory !== undefined && names.has(directory) && isFile(view.tree, file) && found.push(path) > maxFiles) break;
  }
  return found;
}
