import { posix } from 'node:path';
import type { Node } from '../../filesystem/image-tree.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import type { UserOption, WritablePath } from '../../model/plan.ts';
import type { Kept } from '../closure.ts';
import type { ReadStrings } from '../elf/read-strings.ts';
import type { TracedImage } from '../trace-image.ts';
import type { Scene } from '../tracer.ts';
import type { DirectUser } from './direct-user.ts';
import { givenPaths } from './given-paths.ts';
import { languageNamed } from './language-of.ts';
import { madeUserWarnings } from './made-user-warnings.ts';
import { madeUser } from './nonroot.ts';
import { type Accounts, planUser, runsAsRoot, type UserChoice } from './plan-user.ts';
import { rootNeeds } from './root-needs.ts';
import { rootSubstitute } from './root-substitute.ts';

export type ChooseInput = {
  readonly config: RuntimeConfig;
  readonly accounts: Accounts;
  readonly traced: TracedImage;
  /** With parents. */
  readonly kept: ReadonlyMap<Node, Kept>;
  readonly readStrings: ReadStrings;
  /** null where the configuration is the image's own in this. */
  readonly switched: DirectUser | null;
};

/** With the directories that are written to, as they are for that user. */
export type ChosenUser = UserChoice & { readonly writablePaths: readonly WritablePath[] };

export async function chooseUser(input: ChooseInput, option: UserOption, scene: Scene): Promise<ChosenUser> {
  const { config, accounts, traced, kept, readStrings, switched } = input;
  const { writablePaths } = traced;
  if (switched !== null) {
    const { user, warnings } = planUser(config.user, accounts, []);
    return {
      user: { ...user, reason: 'whom the image becomes by its own command' },
      warnings: [switched.warning, ...warnings],
      writablePaths,
    };
  }
  if (!runsAsRoot(config.user, accounts)) return { ...planUser(config.user, accounts, []), writablePaths };
  const started = new Set(traced.invocations.map(({ argv }) => posix.basename(argv[0]!)).filter((name) => languageNamed(name) === null));
  const substitute = rootSubstitute(traced.becomes, accounts);
  const user = substitute ?? madeUser;
  const given = givenPaths({ writable: writablePaths, kept, started, user }, scene);
  const becoming = substitute === null ? [] : [...traced.becomes.keys()];
  const needs = option === 'root' ? [] : await rootNeeds({ config, traced, kept, given, user, becoming, readStrings }, scene);
  const chosen = planUser(config.user, accounts, needs, option, user);
  if (chosen.user.uid === 0) return { ...chosen, writablePaths };
  return {
    user: chosen.user,
    warnings: [...chosen.warnings, ...madeUserWarnings(config, user, traced.listens)],
    writablePaths: given.paths,
  };
}
