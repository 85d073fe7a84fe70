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
  choom: { valued: ['-n', '--adjust', '-p', '--pid'], operands: 0 },
  chpst: { valued: ['-u', '-U', '-b', '-e', '-/', '-n', '-l', '-L', '-m', '-d', '-o', '-p', '-f', '-c', '-r', '-t', '-C'], operands: 0 },
  chrt: { valued: ['-T', '--sched-runtime', '-P', '--sched-period', '-D', '--sched-deadline', '-p', '--pid'], operands: 1 },
  'docker-init': { valued: ['-p', '-e'], operands: 0 },
  'dumb-init': { valued: ['-r', '--rewrite'], operands: 0 },
  env: { valued: ['-u', '--unset', '-C', '--chdir'], operands: 0 },
  exec: { valued: ['-a'], operands: 0 },
  gosu: { valued: [], operands: 1 },
  ionice: { valued: ['-c', '--class', '-n', '--classdata'], operands: 0 },
  linux32: plain,
  linux64: plain,
  nice: { valued: ['-n', '--adjustment'], operands: 0 },
  nohup: plain,
  nsenter: { valued: ['-t', '--target', '-S', '--setuid', '-G', '--setgid'], operands: 0 },
  numactl: { valued: ['-i', '-N', '-m', '-C'], operands: 0 },
  's6-setuidgid': { valued: [], operands: 1 },
  setarch: { valued: [], operands: 1 },
  setpriv: {
    valued: [
      ...['--reuid', '--ruid', '--euid', '--regid', '--rgid', '--egid', '--groups', '--pdeathsig', '--ptracer', '--securebits'],
      ...['--inh-caps', '--ambient-caps', '--bounding-set', '--selinux-label', '--apparmor-profile', '--seccomp-filter'],
      ...['--landlock-access', '--landlock-rule'],
    ],
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
  const end = words.slice(0, optionCount(words, wrappers['env']!)).findIndex((word) => inlineStrings.test(word));
  if (end < 0) return words;
  const [before, word, rest] = [words.slice(0, end), words[end]!, words.slice(end + 1)];
  const text = inlineStrings.exec(word)![1]!;
  if (text !== '') return [...before, ...splitWords(text), ...rest];
  return rest[0] === undefined ? [] : [...before, ...splitWords(rest[0]), ...rest.slice(1)];
}

const inlineStrings = /^(?:-[iv0]*S|--split-string(?:=|$))(.*)$/s;

/** Words up to the first that is no option, `--` included. */
function optionCount(words: readonly string[], { valued }: Wrapper): number {
  let at = 0;
  for (let word = words[0]; word?.startsWith('-'); word = words[at]) {
    at += valued.includes(word) ? 2 : 1;
    if (word === '--') break;
  }
  return at;
}
