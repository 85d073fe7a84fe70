import type { Node } from '../../../filesystem/image-tree.ts';
import type { FileTracer, Scene, Trace } from '../../tracer.ts';
import { Draft } from '../draft.ts';
import { ImageDisk } from '../image-disk.ts';
import { keepTrustStore, keepZones } from '../trust-store.ts';
import { type StartedPrograms, startedPrograms } from './started-programs.ts';

/** Longer programs are taken to use both. */
const maxProgramBytes = 134_217_728;
/** Names in one warning. */
const maxShown = 8;
const untold = 'it can start programs, whose names cannot be seen in it; name them with --exec';

/**
 * Programs that bring their own runtime: of files beside themselves they read the certificates and the time zones, and the paths
 * of these are in them when they do. https://go.dev/src/crypto/x509/root_linux.go https://go.dev/src/time/zoneinfo_unix.go
 */
export const goTracer: FileTracer = {
  id: 'go',
  traceFile: (node, scene) => {
    const elf = scene.view.elf(node);
    if (elf === null || elf.type === 'relocatable') return null;
    const isGo = elf.goBuildInfo !== null;
    const isOwned = (scene.inventory.ownership.system[node] ?? -1) >= 0;
    // Rust and its like say nothing of themselves: whatever no package owns is looked at.
    return isGo || (!isOwned && elf.interpreter !== null) || (!isOwned && elf.isStatic) ? traceNative(node, isGo, scene) : null;
  },
};

async function traceNative(node: Node, isGo: boolean, scene: Scene): Promise<Trace> {
  const path = scene.view.tree.path(node);
  const bytes = (await scene.read([node], maxProgramBytes)).get(node);
  const text = bytes === undefined ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const draft = new Draft(path);
  const disk = new ImageDisk(scene);
  if (text === null || text.includes('/etc/ssl/certs') || text.includes('/etc/pki/tls')) keepTrustStore(draft, disk, 'certificates of');
  if (text === null || text.includes('/usr/share/zoneinfo')) keepZones(draft, disk, 'time zones of');
  if (text?.includes('/etc/mime.types'))
    for (const file of ['/etc/mime.types', '/usr/share/mime/globs2']) draft.keep(file, 'media types of', { part: 'data' });
  for (const file of ['/etc/nsswitch.conf', '/etc/passwd', '/etc/group', '/etc/services', '/etc/protocols'])
    if (text?.includes(file)) draft.keep(file, 'looked up by', { confidence: 'likely' });
  if (text !== null) startPrograms(draft, startedPrograms(text, isGo, path, scene), path, scene);
  return draft.trace;
}

/** What it may start is kept where that is little, and told of where it is a shell or a whole language. */
function startPrograms(draft: Draft, { started, left, isBlind }: StartedPrograms, path: string, { view }: Scene): void {
  const { env, workingDir } = view.image.config.config;
  const start = { env, workingDir: workingDir || '/', from: path, reason: 'likely started by', confidence: 'guessed' as const };
  for (const name of started) draft.start({ ...start, argv: [name] });
  const shown = left.length > maxShown ? `${left.slice(0, maxShown).join(', ')} and ${left.length - maxShown} more` : left.join(', ');
  const text =
    left.length === 0 ? untold : `it starts programs, and names ${shown}, of which nothing is kept for that; name with --exec what it runs`;
  if (left.length > 0 || isBlind) draft.warn('may-start-program', text, path);
}
