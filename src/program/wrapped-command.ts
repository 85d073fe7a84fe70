import { splitWords } from './split-words.ts';

/** A wrapper: how its own arguments end and the command begins. */
type Wrapper = {
  /** Options that take the next word as their value. */
  readonly valued: readonly string[];
  /** Words between the options and the command. */
  readonly operands: number;
};

const plain: Wrapper = { valued: [], operands: 0 };

const wrappers: Readonly<Record<string, Wrapper>> = {
  catatonit: plain,
  chpst: { valued: ['-u', '-U', '-b', '-e', '-/', '-n', '-l', '-L', '-m', '-d', '-o', '-p', '-f', '-c', '-r', '-t', '-C'], operands: 0 },
  'docker-init': { valued: ['-p', '-e'], operands: 0 },
  'dumb-init': { valued: ['-r', '--rewrite'], operands: 0 },
  env: { valued: ['-u', '--unset', '-C', '--chdir'], operands: 0 },
  exec: { valued: ['-a'], operands: 0 },
  gosu: { valued: [], operands: 1 },
  ionice: { valued: ['-c', '--class', '-n', '--classdata'], operands: 0 },
  nice: { valued: ['-n', '--adjustment'], operands: 0 },
  nohup: plain,
  numactl: { valued: ['-i', '-N', '-m', '-C'], operands: 0 },
  's6-setuidgid': { valued: [], operands: 1 },
  setarch: { valued: [], operands: 1 },
  setpriv: {
    valued: ['--reuid', '--regid', '--groups', '--inh-caps', '--ambient-caps', '--bounding-set', '--securebits', '--selinux-label'],
    operands: 0,
  },
  setsid: plain,
  setuidgid: { valued: [], operands: 1 },
  stdbuf: { valued: ['-i', '-o', '-e', '--input', '--output', '--error'], operands: 0 },
  'su-exec': { valued: [], operands: 1 },
  taskset: { valued: [], operands: 1 },
  time: { valued: ['-f', '-o', '--format', '--output'], operands: 0 },
  timeout: { valued: ['-s', '--signal', '-k', '--kill-after'], operands: 1 },
  tini: { valued: ['-p', '-e'], operands: 0 },
  'tini-static': { valued: ['-p', '-e'], operands: 0 },
};

/**
 * The command that a wrapper starts in its place or as its child: `tini -g -- node app.js` → `node app.js`.
 * @returns null for a command that is no wrapper, or one that starts nothing
 */
export function wrappedCommand(command: readonly string[]): readonly string[] | null {
  const [program = '', ...given] = command;
  const name = program.slice(program.lastIndexOf('/') + 1);
  const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
  if (wrapper === undefined) return null;
  const words = name === 'env' ? splitStrings(given) : given;
  const rest = words.slice(optionCount(words, wrapper) + wrapper.operands);
  const start = name === 'env' ? rest.findIndex((word) => !word.includes('=')) : 0;
  return start < 0 || rest.length === 0 ? null : rest.slice(start);
}

/** What `env` sets for the command that it starts, in front of it: `NAME=value`. */
export function wrappedAssignments(command: readonly string[]): readonly string[] {
  const [program = '', ...given] = command;
  if (program.slice(program.lastIndexOf('/') + 1) !== 'env') return [];
  const words = splitStrings(given);
  const rest = words.slice(optionCount(words, wrappers['env']!));
  const start = rest.findIndex((word) => !word.includes('='));
  return rest.slice(0, start < 0 ? rest.length : start);
}

/** `-S 'a b'` stands for the words in it. https://www.gnu.org/software/coreutils/manual/html_node/env-invocation.html */
function splitStrings(words: readonly string[]): readonly string[] {
  const [first = '', second] = words;
  if (first === '-S' || first === '--split-string') return second === undefined ? [] : [...splitWords(second), ...words.slice(2)];
  const inline = /^(?:-[iv0]*S|--split-string=)(.*)$/s.exec(first);
  return inline === null ? words : [...splitWords(inline[1]!), ...words.slice(1)];
}

/** Words up to the first that is no option, `--` included. */
function optionCount(words: readonly string[], { valued }: Wrapper): number {
  let at = 0;
  for (let word = words[0]; word?.startsWith('-'); word = words[at]) {
    at += valued.includes(word) ? 2 : 1;
    if (word === '--') break;
  }
  return at;
}
