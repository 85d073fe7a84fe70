/** A wrapper: how its own arguments end and the command begins. */
type Wrapper = {
  /** Options that take the next word as their value. */
  readonly valued: readonly string[];
  /** Words between the options and the command. */
  readonly operands: number;
};

const wrappers: Readonly<Record<string, Wrapper>> = {
  catatonit: { valued: [], operands: 0 },
  'docker-init': { valued: ['-p', '-e'], operands: 0 },
  'dumb-init': { valued: ['-r', '--rewrite'], operands: 0 },
  env: { valued: ['-u', '--unset', '-C', '--chdir'], operands: 0 },
  exec: { valued: ['-a'], operands: 0 },
  gosu: { valued: [], operands: 1 },
  nice: { valued: ['-n', '--adjustment'], operands: 0 },
  nohup: { valued: [], operands: 0 },
  setpriv: {
    valued: ['--reuid', '--regid', '--groups', '--inh-caps', '--ambient-caps', '--bounding-set', '--securebits', '--selinux-label'],
    operands: 0,
  },
  stdbuf: { valued: ['-i', '-o', '-e'], operands: 0 },
  'su-exec': { valued: [], operands: 1 },
  tini: { valued: ['-p', '-e'], operands: 0 },
  'tini-static': { valued: ['-p', '-e'], operands: 0 },
};

/**
 * The command that a wrapper starts in its place or as its child: `tini -g -- node app.js` → `node app.js`.
 * @returns null for a command that is no wrapper, or one that starts nothing
 */
export function wrappedCommand(command: readonly string[]): readonly string[] | null {
  const [program = '', ...words] = command;
  const name = program.slice(program.lastIndexOf('/') + 1);
  const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
  if (wrapper === undefined) return null;
  const rest = words.slice(optionCount(words, wrapper) + wrapper.operands);
  const start = name === 'env' ? rest.findIndex((word) => !word.includes('=')) : 0;
  return start < 0 || rest.length === 0 ? null : rest.slice(start);
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
