import { posix } from 'node:path';
import type { Draft } from '../draft.ts';
import type { ImageDisk } from '../image-disk.ts';
import { keepTrustStore, keepZones } from '../trust-store.ts';
import { compiledPath } from './compiled-path.ts';
import { developmentModules } from './library-exclusions.ts';
import type { ModuleGraph } from './module-graph.ts';
import type { PythonLayout } from './python-layout.ts';

/** Modules of the standard library that are reached, with their bytecode and the data that they read. */
export function keepLibrary(draft: Draft, disk: ImageDisk, layout: PythonLayout, graph: ModuleGraph): void {
  draft.keep(layout.library, 'standard library of');
  if (disk.isDirectory(layout.dynamicLibrary)) draft.keep(layout.dynamicLibrary, 'standard library of');
  for (const name of ['LICENSE.txt', 'sitecustomize.py', 'EXTERNALLY-MANAGED']) {
    if (name !== 'EXTERNALLY-MANAGED' && disk.has(layout.library, name))
      draft.keep(posix.join(layout.library, name), 'standard library of');
  }
  const isOwn = (root: string): boolean => root === layout.library || root === layout.dynamicLibrary;
  for (const file of graph.reached.values()) {
    if (!isOwn(file.root)) continue;
    const from = file.from === null ? {} : { from: file.from };
    draft.keep(file.path, 'imported by', from);
    const compiled = compiledPath(file.path, layout.version, disk);
    if (compiled !== null) draft.keep(compiled, 'bytecode of', { from: file.path });
  }
  keepData(draft, disk, layout, graph, isOwn);
}

function keepData(draft: Draft, disk: ImageDisk, layout: PythonLayout, graph: ModuleGraph, isOwn: (root: string) => boolean): void {
  const path = (name: string): string => posix.join(layout.library, name);
  const reached = (name: string): string | undefined =>
    [path(`${name}.py`), path(`${name}/__init__.py`)].find((file) => graph.reached.has(file));
  const configuration = reached('sysconfig');
  if (configuration !== undefined) {
    for (const name of disk.names(layout.library)) {
      if (!name.startsWith('_sysconfigdata_')) continue;
      draft.keep(path(name), 'build settings of', { from: configuration });
      const compiled = compiledPath(path(name), layout.version, disk);
      if (compiled !== null) draft.keep(compiled, 'bytecode of', { from: path(name) });
    }
  }
  const types = reached('mimetypes');
  if (types !== undefined)
    for (const file of ['/etc/mime.types', '/etc/httpd/mime.types']) draft.keep(file, 'media types of', { from: types, part: 'data' });
  const tls = reached('ssl');
  if (tls !== undefined) keepTrustStore(draft, disk, 'certificates of', tls);
  const zones = reached('zoneinfo');
  const isZoned = [...graph.reached.values()].some(
    (file) => !isOwn(file.root) && /^(?:dateutil|pytz|tzlocal|zoneinfo|pendulum)\b/.test(file.name),
  );
  if (zones !== undefined && isImportedOutside(graph, zones, isOwn)) keepZones(draft, disk, 'time zones of', zones);
  else if (isZoned) keepZones(draft, disk, 'time zones of');
}

function isImportedOutside(graph: ModuleGraph, path: string, isOwn: (root: string) => boolean): boolean {
  const from = graph.reached.get(path)?.from ?? null;
  const importer = from === null ? undefined : graph.reached.get(from);
  return importer === undefined || !isOwn(importer.root);
}

/** All of it but what is for those who develop. */
export function keepWholeLibrary(draft: Draft, disk: ImageDisk, layout: PythonLayout): void {
  const isWanted = (_: string, name: string): boolean =>
    !developmentModules.has(name) &&
    name !== 'site-packages' &&
    name !== 'dist-packages' &&
    name !== 'tests' &&
    !name.startsWith('config-');
  for (const root of new Set([layout.library, layout.dynamicLibrary])) {
    for (const path of disk.below(root, isWanted)) draft.keep(path, 'standard library of', { confidence: 'likely' });
  }
}
