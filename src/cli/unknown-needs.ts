import type { Inspection } from '../inspect.ts';
import type { Plan } from '../model/plan.ts';
import { locateProgram } from '../program/find-program.ts';
import { searchPath } from '../program/search-path.ts';

/**
 * Why nothing can be concluded from a plan: one that does not know what runs keeps everything, or too little. null where it does.
 * @param exec what the user said that is started besides
 */
export function whyUnknown({ config, warnings }: Plan, { tree }: Pick<Inspection, 'tree'>, exec: readonly string[]): string | null {
  const { env, workingDir, entrypoint, cmd } = config;
  const [program] = [...entrypoint, ...cmd];
  if (program === undefined) return exec.length > 0 ? null : 'the image starts nothing: it has neither ENTRYPOINT nor CMD';
  if (locateProgram(tree, program, { directories: searchPath(env), workingDirectory: workingDir }) === null)
    return `the program ${JSON.stringify(program)} is not in the image: what it needs is not known`;
  // What an entrypoint hands over to; of the image's own configuration it may also be the health check.
  return warnings.find(({ code, path }) => code === 'program-not-found' && path !== null)?.text ?? null;
}
