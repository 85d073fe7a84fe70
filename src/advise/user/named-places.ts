import { posix } from 'node:path';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import type { WritablePath } from '../../model/plan.ts';
import type { Invocation, Scene } from '../tracer.ts';
import { type RootNeed, rootNeed } from './root-need.ts';

/** Names of variables and options whose value is written to. */
const stateName =
  /(?:^|[._-])(?:pg)?(?:data|db|database|datastore|storage|store|uploads?|logs?|logging|cache|state|spool|pid|sock|socket|output|dump|backup)(?:[._-]?(?:dir|directory|path|file|folder|home|root|location))?$/i;
/** Programs and their settings lie there, and are read. */
const readPlaces = /^\/(?:usr\/(?:share|lib\w*|s?bin|include)|etc|lib\w*|s?bin|dev|proc|sys)(?:\/|$)/;

/** What the environment and the command line say is written to, and no directory that the user owns holds. */
export function namedPlaces(
  { env, workingDir }: RuntimeConfig,
  invocations: readonly Invocation[],
  paths: readonly WritablePath[],
  { view: { tree } }: Scene,
): readonly RootNeed[] {
  const own = [...(workingDir === '' || workingDir === '/' ? [] : [posix.resolve('/', workingDir)]), ...paths.map(({ path }) => path)];
  const real = (path: string): string => {
    const node = resolvePath(tree, path);
    return node === null ? path : tree.path(node);
  };
  const isOwn = (path: string): boolean => own.some((top) => path === top || path.startsWith(`${top}/`));
  const named = [...env.map(variable), ...invocations.flatMap(({ argv }) => argv.flatMap((word, at) => option(word, argv[at + 1] ?? '')))];
  const seen = new Set<string>();
  return named.flatMap((one) => {
    if (one === null || seen.has(one.path)) return [];
    seen.add(one.path);
    if (readPlaces.test(one.path) || isOwn(one.path) || isOwn(real(one.path))) return [];
    return [rootNeed(`${one.name} is ${one.path}, where only root may write`, one.path)];
  });
}

type Named = { readonly name: string; readonly path: string };

function variable(line: string): Named | null {
  const [, name, value] = /^([^=]+)=(\/.*)$/s.exec(line) ?? [];
  if (name === undefined || value === undefined) return null;
  return stateName.test(name) || /^(?:HOME|XDG_\w+_(?:HOME|DIR))$/.test(name) ? { name, path: posix.resolve('/', value) } : null;
}

function option(word: string, next: string): readonly Named[] {
  const [, name, , value] = /^(--?[\w.-]+)(=(.*))?$/s.exec(word) ?? [];
  const path = value ?? next;
  return name !== undefined && stateName.test(name) && path.startsWith('/') ? [{ name, path: posix.resolve('/', path) }] : [];
}
