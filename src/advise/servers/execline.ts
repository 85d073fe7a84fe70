import { locateProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import { splitWords } from '../../program/split-words.ts';
import type { Server } from './server.ts';
import type { ServerTrace } from './server-trace.ts';

const maxWords = 4_096;
const maxStarts = 64;

/**
 * Scripts of execline: programs that each start the next with the words that are left. Every word that is a program of the image
 * counts as one. https://skarnet.org/software/execline/execlineb.html
 */
export const execline: Server = {
  id: 'execline',
  names: /^execlineb$/,
  trace: async (found) => {
    const { argv } = found.invocation;
    const script = argv.slice(1).find((word) => !word.startsWith('-'));
    const at = argv.indexOf('-c');
    if (at > 0) startWords(found, splitWords(argv[at + 1] ?? ''), found.path);
    else if (script !== undefined) startWords(found, splitWords(withoutComments((await found.text(script)) ?? '')), found.absolute(script));
  },
};

export function withoutComments(text: string): string {
  return text.replace(/(^|\s)#.*$/gm, '$1');
}

export function startWords(found: ServerTrace, words: readonly string[], from: string): void {
  const { env, workingDir } = found.invocation;
  // s6-overlay's own programs, which its init puts in front.
  const place = { directories: ['/command', ...searchPath(env)], workingDirectory: workingDir };
  const path = `PATH=${place.directories.join(':')}`;
  let left = maxStarts;
  for (const [at, word] of words.slice(0, maxWords).entries()) {
    if (/^[{}-]/.test(word) || locateProgram(found.scene.view.tree, word, place) === null || --left < 0) continue;
    const rest = words.slice(at + 1);
    const end = rest.findIndex((next) => next === '{' || next === '}');
    found.start([word, ...(end < 0 ? rest : rest.slice(0, end)).slice(0, 64)], { env: [...env, path], from });
  }
}
