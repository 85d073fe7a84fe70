import type { Node } from '../../filesystem/image-tree.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import type { ReadStrings } from '../elf/read-strings.ts';
import type { Scene } from '../tracer.ts';
import { type RootNeed, rootNeed } from './root-need.ts';
import { goSigns, nativeSigns, openSigns } from './write-signs.ts';

/** Where programs keep what they write. */
const statePlace = /^\/(?:var\/(?:lib|log|cache|spool|run|db|opt|www)|run|data|srv|root|home)(?:\/|$)/;
/** What the C library names for itself. */
const ofLibrary =
  /^\/(?:var\/run\/(?:nscd\/socket|utmpx?)|var\/log\/(?:wtmpx?|lastlog)|run\/(?:utmp|systemd\/.*)|var\/(?:db|lib\/nscd)(?:\/.*)?)$/;

/** What a compiled program that no package owns may do that only root can, as far as the functions and paths that it names tell. */
export async function nativeNeed(
  program: Node,
  config: RuntimeConfig,
  readStrings: ReadStrings,
  { view }: Scene,
): Promise<RootNeed | null> {
  const path = view.tree.path(program);
  const elf = view.elf(program);
  if (elf === null) return rootNeed(`${path} is in no form that could be looked into`, path);
  const isGo = elf.goBuildInfo !== null;
  // One that is loaded anywhere has a dynamic section all the same.
  const isStatic = elf.interpreter === null && (elf.isStatic || elf.isPie);
  if (!isGo && isStatic && elf.isStripped !== false)
    return rootNeed(`${path} holds its libraries and no names, so that nobody can see what it writes to`, path);
  const found = await readStrings(program, isGo ? goSigns : [...nativeSigns, ...openSigns]);
  if (found === null) return rootNeed(`${path} could not be read`, path);
  const place = found.paths.find((one) => statePlace.test(one) && !ofLibrary.test(one));
  if (place !== undefined) return rootNeed(`${path} names ${place}, where only root may write`, path);
  const strong = found.functions.filter((name) => !openSigns.includes(name));
  if (strong.length > 0) return rootNeed(`${path} calls ${listed(strong)}, and nobody here knows on what`, path);
  const isInRoot = config.workingDir === '' || config.workingDir === '/';
  if (!isGo && isInRoot && found.functions.length > 0)
    return rootNeed(`${path} opens files (${listed(found.functions)}) and begins in /, where only root may write`, path);
  return null;
}

function listed(names: readonly string[]): string {
  const [first = '', second] = names;
  if (second === undefined) return first;
  return names.length === 2 ? `${first} and ${second}` : `${first}, ${second} and ${names.length - 2} more`;
}
