import type { Node } from '../../../filesystem/image-tree.ts';
import type { FileTracer, Scene, Trace } from '../../tracer.ts';
import { Draft } from '../draft.ts';
import { ImageDisk } from '../image-disk.ts';
import { keepTrustStore, keepZones } from '../trust-store.ts';

/** Longer programs are taken to use both. */
const maxProgramBytes = 134_217_728;

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
    return isGo || (!isOwned && elf.interpreter !== null) || (!isOwned && elf.isStatic) ? traceNative(node, scene) : null;
  },
};

async function traceNative(node: Node, scene: Scene): Promise<Trace> {
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
  return draft.trace;
}
