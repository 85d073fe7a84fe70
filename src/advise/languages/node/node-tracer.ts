import { posix } from 'node:path';
import type { Node } from '../../../filesystem/image-tree.ts';
import { environmentValue } from '../../../program/search-path.ts';
import type { Invocation, ProgramTracer, Scene, Trace } from '../../tracer.ts';
import { Draft } from '../draft.ts';
import { ImageDisk } from '../image-disk.ts';
import { keepTrustStore } from '../trust-store.ts';
import { ModuleResolver } from './module-resolver.ts';
import { parseNodeCommand } from './node-command.ts';
import { NodeProgram } from './node-program.ts';
import { runPackageScript } from './package-script.ts';

/** Node, and the modules that a program loads. */
export const nodeTracer: ProgramTracer = {
  id: 'node',
  traceProgram: (program, invocation, scene) =>
    /^node(?:js)?(?:-?\d+)?$/.test(scene.view.tree.name(program)) ? traceNode(program, invocation, scene) : null,
};

/** Debian's Node has some of its own modules outside of it. */
const debianModules = [
  'acorn/dist/acorn.js',
  'acorn-walk/dist/walk.js',
  'cjs-module-lexer/lexer.js',
  'cjs-module-lexer/dist/lexer.js',
  'undici/undici-fetch.js',
  'undici/undici.js',
  'minimatch/index.js',
];

async function traceNode(program: Node, invocation: Invocation, scene: Scene): Promise<Trace> {
  const disk = new ImageDisk(scene);
  const path = scene.view.tree.path(program);
  const draft = new Draft(path);
  const command = parseNodeCommand(invocation);
  for (const name of debianModules) if (disk.isFile(`/usr/share/nodejs/${name}`)) draft.keep(`/usr/share/nodejs/${name}`, 'part of');
  for (const file of command.files) draft.keep(posix.resolve('/', invocation.workingDir, file), 'read by', { part: 'application' });
  draft.keep('/etc/localtime', 'time zone of', { part: 'data' });
  if (path.startsWith('/usr/bin/')) keepTrustStore(draft, disk, 'certificates of');
  const resolver = new ModuleResolver(disk, globalDirectories(path, invocation), command.conditions);
  const packageScript = { command, invocation, disk, draft, resolver, program: path };
  if (await runPackageScript(packageScript)) return draft.trace;
  await new NodeProgram({ command, invocation, disk, draft, resolver, program: path }).trace();
  return draft.trace;
}

function globalDirectories(program: string, { env }: Invocation): readonly string[] {
  const prefix = posix.dirname(posix.dirname(program));
  const home = environmentValue(env, 'HOME') ?? '/root';
  const named = (environmentValue(env, 'NODE_PATH') ?? '').split(':').filter((path) => path.startsWith('/'));
  return [
    ...named,
    `${home}/.node_modules`,
    `${home}/.node_libraries`,
    posix.join(prefix, 'lib/node'),
    '/usr/share/nodejs',
    '/usr/lib/nodejs',
    '/usr/lib/x86_64-linux-gnu/nodejs',
    '/usr/lib/aarch64-linux-gnu/nodejs',
  ];
}
