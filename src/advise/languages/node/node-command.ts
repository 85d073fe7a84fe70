import { environmentValue } from '../../../program/search-path.ts';
import type { Invocation } from '../../tracer.ts';

export type NodeCommand = {
  /** null where none is named. */
  readonly script: string | null;
  /** Code of `-e` and `-p`. */
  readonly code: string | null;
  /** Modules that options load first. */
  readonly preloads: readonly string[];
  readonly conditions: ReadonlySet<string>;
  /** Files that options read: `--env-file`, `--openssl-config`. */
  readonly files: readonly string[];
  /** `node --run name`. */
  readonly run: string | null;
  readonly args: readonly string[];
};

const preloading: ReadonlySet<string> = new Set(['-r', '--require', '--import', '--loader', '--experimental-loader']);
const coding: ReadonlySet<string> = new Set(['-e', '--eval', '-p', '--print', '-pe']);
const conditioning: ReadonlySet<string> = new Set(['-C', '--conditions']);
const reading: ReadonlySet<string> = new Set([
  '--env-file',
  '--env-file-if-exists',
  '--openssl-config',
  '--icu-data-dir',
  '--snapshot-blob',
  '--experimental-config-file',
]);
const valued: ReadonlySet<string> = new Set([
  ...preloading,
  ...coding,
  ...conditioning,
  ...reading,
  '--run',
  '--input-type',
  '--title',
  '--watch-path',
  '--test-reporter',
  '--disable-warning',
]);

/** https://nodejs.org/api/cli.html */
export function parseNodeCommand({ argv, env }: Invocation): NodeCommand {
  const variable = (environmentValue(env, 'NODE_OPTIONS') ?? '').split(/\s+/).filter((word) => word !== '');
  const fromVariable = parseOptions(variable);
  const own = parseOptions(argv.slice(1));
  const values = (names: ReadonlySet<string>): readonly string[] =>
    [...fromVariable.options, ...own.options].filter(([name]) => names.has(name)).map(([, value]) => value);
  const code = values(coding);
  const rest = own.rest;
  const isScripted = code.length === 0 && rest[0] !== undefined && rest[0] !== '-';
  return {
    script: isScripted ? rest[rest[0] === 'inspect' && rest.length > 1 ? 1 : 0]! : null,
    code: code.length > 0 ? code.join('\n;') : null,
    preloads: values(preloading),
    conditions: new Set(values(conditioning)),
    files: values(reading),
    run: values(new Set(['--run']))[0] ?? null,
    args: isScripted ? rest.slice(1) : rest,
  };
}

type Parsed = { readonly options: readonly (readonly [name: string, value: string])[]; readonly rest: readonly string[] };

function parseOptions(words: readonly string[]): Parsed {
  const options: (readonly [string, string])[] = [];
  let at = 0;
  for (; at < words.length && words[at]!.startsWith('-') && words[at] !== '-'; at++) {
    const word = words[at]!;
    if (word === '--') return { options, rest: words.slice(at + 1) };
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const name = equals < 0 ? word : word.slice(0, equals);
    if (equals >= 0) options.push([name, word.slice(equals + 1)]);
    else if (valued.has(name)) options.push([name, words[++at] ?? '']);
  }
  return { options, rest: words.slice(at) };
}
