import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import { nodesNamed } from './files-by-name.ts';
import type { NamedProgram } from './named-programs.ts';
import { nixOwnPaths } from './nix-store.ts';

/** Of the library of gem what only its commands load; the rest Ruby loads when it starts, or `bundler/setup` does in an application. */
const gemDirectories = [
  'commands',
  'gemcutter_utilities',
  'optparse',
  'package',
  'request',
  'request_set',
  'resolver',
  'security',
  'ssl_certs',
];
const composerDirectories = ['/usr/share/php/Composer', '/usr/share/php/data/Composer', '/usr/share/composer'];

/** Libraries of managers that lie among those of their language, or in a store of all programs. */
export function managerLibraries(tree: ImageTree, programs: readonly NamedProgram[]): readonly Node[] {
  const has = (...names: readonly string[]): boolean => programs.some(({ name }) => names.includes(name));
  const nix = programs.filter(({ name }) => name === 'nix' || name === 'nix-env').map(({ node }) => node);
  return [
    ...(nix.length === 0 ? [] : nixOwnPaths(tree, nix)),
    ...(has('gem') ? gemLibraries(tree) : []),
    ...(has('composer', 'composer.phar') ? composerDirectories.flatMap((path) => directoryAt(tree, path)) : []),
  ];
}

function gemLibraries(tree: ImageTree): readonly Node[] {
  return nodesNamed(tree, 'rubygems')
    .filter((library) => tree.child(library, 'command_manager.rb') !== null)
    .flatMap((library) => gemDirectories.flatMap((name) => tree.child(library, name) ?? []))
    .filter((node) => tree.isDirectory(node));
}

function directoryAt(tree: ImageTree, path: string): readonly Node[] {
  const node = resolvePath(tree, path);
  return node !== null && tree.isDirectory(node) ? [node] : [];
}
