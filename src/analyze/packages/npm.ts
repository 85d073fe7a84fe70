import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import type { ImageView } from '../image-view.ts';
import { capturedNodes } from './captured-nodes.ts';
import { contentSince } from './content-history.ts';
import { decodeText } from './decode-text.ts';
import type { InstalledPackage } from './installed-package.ts';
import type { PackageReader } from './package-reader.ts';
import { parseObject } from './parse-object.ts';
import { formatPurl } from './purl.ts';

const manifestBytes = 1_048_576;
const keep = { form: 'json', fields: ['name', 'version', 'license'] } as const;

/** Packages below any `node_modules`, each by the `package.json` that was unpacked with it, as npm itself sees them. */
export const npmReader: PackageReader = {
  type: 'npm',
  reads: [
    { glob: '/**/node_modules/*/package.json', maxBytes: manifestBytes, keep },
    { glob: '/**/node_modules/@*/*/package.json', maxBytes: manifestBytes, keep },
  ],
  read: (image) => {
    const packages: InstalledPackage[] = [];
    const unreadable: { readonly path: string; readonly reason: string }[] = [];
    for (const node of capturedNodes(image.tree, '/package.json')) {
      if (!isInstalled(image.tree, node)) continue;
      const found = readManifest(image, node);
      if (typeof found === 'string') unreadable.push({ path: image.tree.path(node), reason: found });
      else if (found !== null) packages.push(found);
    }
    return { packages, unreadable };
  },
};

/** `node_modules/NAME/package.json` or `node_modules/@SCOPE/NAME/package.json`; what begins with a dot is npm's own. */
function isInstalled(tree: ImageTree, manifest: Node): boolean {
  const directory = tree.parent(manifest);
  const parent = directory === null ? null : tree.parent(directory);
  if (directory === null || parent === null || tree.isDirectory(manifest)) return false;
  const name = tree.name(directory);
  if (tree.name(parent) === 'node_modules') return !name.startsWith('@') && !name.startsWith('.');
  const grandparent = tree.parent(parent);
  return grandparent !== null && tree.name(parent).startsWith('@') && tree.name(grandparent) === 'node_modules';
}

/** @returns null for a `package.json` that only sets options for the files beside it; a reason where it cannot be read */
function readManifest(image: ImageView, node: Node): InstalledPackage | string | null {
  const content = image.content(node);
  if (content === null) return 'its content was not kept, as it is a link to a file of another name';
  if (content.isTruncated) return `expected at most ${manifestBytes} bytes, got more`;
  const manifest = parseObject(decodeText(content.bytes));
  if (manifest === null) return 'expected a JSON object';
  const { name, version } = manifest;
  if (typeof name !== 'string' || typeof version !== 'string' || name === '') return null;
  const directory = image.tree.parent(node)!;
  return {
    type: 'npm',
    name,
    version,
    purl: purlOf(name, version),
    license: licenseOf(manifest['license']),
    path: image.tree.path(node),
    layer: contentSince(image, node),
    files: [],
    directories: [directory],
  };
}

function purlOf(name: string, version: string): string {
  const [last = name, ...scope] = name.toLowerCase().split('/').reverse();
  return formatPurl({ type: 'npm', namespace: scope.reverse(), name: last, version });
}

/** `"MIT"`, or as it was once written `{ "type": "MIT" }`. */
function licenseOf(value: unknown): string | null {
  const type: unknown = typeof value === 'object' && value !== null && 'type' in value ? value.type : value;
  return typeof type === 'string' && type !== '' ? type : null;
}
