import { posix } from 'node:path';
import type { Server } from './server.ts';
import type { ServerTrace } from './server-trace.ts';

/** Commands that talk to a remote by a helper of its own. */
const remote = new Set(['clone', 'fetch', 'ls-remote', 'pull', 'push', 'remote', 'submodule', 'fetch-pack', 'archive', 'lfs']);
/** They run these beside themselves. */
const helpers: Readonly<Record<string, readonly string[]>> = {
  'http-backend': ['upload-pack', 'receive-pack', 'upload-archive'],
  clone: ['index-pack', 'submodule'],
  daemon: ['upload-pack', 'receive-pack', 'upload-archive'],
  'receive-pack': ['index-pack', 'unpack-objects', 'gc'],
  shell: ['upload-pack', 'receive-pack', 'upload-archive'],
};

/** Most commands of git are its own program under another name; the rest lies beside them. https://git-scm.com/docs/git#Documentation/git.txt---exec-pathltpathgt */
export const git: Server = {
  id: 'git',
  names: /^git(?:-[a-z-]+)?$/,
  trace: (found) => {
    const directory = found.first('/usr/lib/git-core', '/usr/libexec/git-core', '/usr/local/libexec/git-core', '/usr/lib64/git-core');
    const { argv } = found.invocation;
    found.keep('configuration of', ['/etc/gitconfig', '/etc/gitattributes', '/root/.gitconfig', '/usr/local/etc/gitconfig']);
    found.keepTree('templates of', [found.first('/usr/share/git-core/templates', '/usr/local/share/git-core/templates') ?? '/nowhere']);
    if (directory === null) return;
    const command = commandOf(argv);
    keepOwnNames(found, directory);
    if (command === null || remote.has(command)) {
      found.keep('talks to remotes for', found.matches(`${directory}/git-remote-*`));
      found.start(['ssh'], { confidence: 'guessed' });
    }
    const names = command === null ? [] : [command, ...(helpers[command] ?? [])];
    for (const name of names) {
      const path = `${directory}/git-${name}`;
      if (!found.isFile(path) || isItself(found, path)) continue;
      // Scripts of git read functions that lie beside them.
      found.keep('read by', found.matches(`${directory}/git-sh-*`));
      if (path !== found.path) found.start([path], { confidence: 'guessed' });
    }
  },
};

/** `git -C dir push` → `push`, `git-http-backend` → `http-backend`; null where it is told nowhere. */
function commandOf(argv: readonly string[]): string | null {
  const name = posix.basename(argv[0] ?? '');
  if (name.startsWith('git-')) return name.slice('git-'.length);
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at]!;
    if (!word.startsWith('-')) return /^[a-z][a-z0-9-]*$/.test(word) ? word : null;
    if (word === '-c' || word === '-C' || word === '--git-dir' || word === '--work-tree') at += 1;
  }
  return null;
}

/** Names under which git calls itself: hardlinks of it, or symlinks to it. */
function keepOwnNames(found: ServerTrace, directory: string): void {
  const own = found.matches(`${directory}/git`, `${directory}/git-*`).filter((path) => isItself(found, path));
  found.keep('a name of', own);
}

function isItself(found: ServerTrace, path: string): boolean {
  const { tree } = found.scene.view;
  const inodes = [path, found.path, ...found.matches('/usr/bin/git', '/usr/local/bin/git')].map((one) => {
    const node = found.node(one);
    return node === null ? null : tree.inodeAt(node);
  });
  const [inode, program, ...others] = inodes;
  return inode !== null && (inode === (others[0] ?? program) || sizeOf(found, path) === sizeOf(found, '/usr/bin/git'));
}

/** Debian has the program twice, in PATH and beside its commands. */
function sizeOf(found: ServerTrace, path: string): number {
  const { tree } = found.scene.view;
  const node = found.node(path);
  const inode = node === null ? null : tree.inodeAt(node);
  return inode === null ? -1 : tree.sizeBytes(inode);
}
