import { posix } from 'node:path';
import { environmentValue } from '../../../program/search-path.ts';
import type { Draft } from '../draft.ts';
import type { ImageDisk } from '../image-disk.ts';
import type { PhpCommand } from './php-command.ts';

export type PhpPlace = {
  readonly command: PhpCommand;
  readonly env: readonly string[];
  readonly workingDir: string;
  readonly program: string;
};

const maxIniBytes = 1_048_576;

/**
 * `php.ini`, the directory of further ones, and the extensions that they load.
 * @returns scripts that run before or behind all others
 */
export async function keepConfiguration(draft: Draft, disk: ImageDisk, place: PhpPlace): Promise<readonly string[]> {
  const files = place.command.isUnconfigured ? [] : iniFiles(disk, place);
  const texts = await disk.texts(files, maxIniBytes);
  for (const path of texts.keys()) draft.keep(path, 'configuration of');
  for (const path of files) draft.keep(posix.dirname(path), 'configuration of');
  const directives = [
    ...[...texts].flatMap(([path, text]) => parseIni(text).map((directive) => ({ ...directive, path }))),
    ...place.command.settings.flatMap((text) => parseIni(text).map((directive) => ({ ...directive, path: null }))),
  ];
  const named = directives.filter(({ name }) => name === 'extension_dir').map(({ value }) => value);
  const directories = [...named, ...extensionDirectories(disk, place.program)];
  for (const { name, value, path } of directives) {
    if (name === 'extension' || name === 'zend_extension') keepExtension(draft, disk, value, directories, path);
    else if (value.startsWith('/') && disk.isFile(value))
      draft.keep(value, 'named by', { part: 'application', ...(path === null ? {} : { from: path }) });
  }
  keepPools(draft, disk, place);
  startMailer(draft, directives, place);
  return directives.filter(({ name, value }) => scriptDirectives.test(name) && disk.isFile(value)).map(({ value }) => value);
}

const scriptDirectives = /^(?:auto_prepend_file|auto_append_file|opcache\.preload)$/;

/** `mail()` hands each message to a program. https://www.php.net/manual/en/mail.configuration.php */
function startMailer(
  draft: Draft,
  directives: readonly { readonly name: string; readonly value: string; readonly path: string | null }[],
  place: PhpPlace,
): void {
  const mailer = directives.findLast(({ name, value }) => name === 'sendmail_path' && value !== '');
  if (mailer === undefined) return;
  const { env, workingDir, program } = place;
  const from = mailer.path ?? program;
  draft.start({ argv: mailer.value.split(/\s+/), env, workingDir, from, reason: 'started for mail by', confidence: 'guessed' });
}

function iniFiles(disk: ImageDisk, { command, env, workingDir, program }: PhpPlace): readonly string[] {
  const given = command.configuration ?? environmentValue(env, 'PHPRC');
  const own = given === null ? [] : [posix.resolve('/', workingDir, given), posix.resolve('/', workingDir, given, 'php.ini')];
  const scanned = (environmentValue(env, 'PHP_INI_SCAN_DIR') ?? '').split(':').filter((path) => path !== '');
  const directories = configurationDirectories(disk, program);
  const below = [...scanned, ...directories.map((path) => `${path}/conf.d`), ...directories.map((path) => `${path}/php.d`)];
  const found = below.flatMap((path) =>
    [...disk.names(path)].filter((name) => name.endsWith('.ini')).map((name) => posix.join(path, name)),
  );
  const main = directories.flatMap((path) => [
    `${path}/php.ini`,
    ...[...disk.names(path)]
      .filter((name) => /^php-[\w-]+\.ini$/.test(name) && !/-(?:development|production)\.ini$/.test(name))
      .map((name) => posix.join(path, name)),
  ]);
  return [...new Set([...own, ...main, ...found])].filter((path) => disk.isFile(path));
}

/** Debian's `/etc/php/8.2/cli`, the official images' `/usr/local/etc/php`, Alpine's `/etc/php82`, Fedora's `/etc`. */
function configurationDirectories(disk: ImageDisk, program: string): readonly string[] {
  const name = posix.basename(program);
  const api = /fpm/.test(name) ? 'fpm' : /cgi/.test(name) ? 'cgi' : 'cli';
  const version = /\d+\.\d+/.exec(name)?.[0];
  const versions = [...disk.names('/etc/php')].filter((candidate) => version === undefined || candidate === version);
  const alpine = [...disk.names('/etc')].filter((candidate) => /^php\d*$/.test(candidate)).map((candidate) => `/etc/${candidate}`);
  const prefix = posix.join(posix.dirname(posix.dirname(program)), 'etc');
  return [
    ...versions.map((candidate) => `/etc/php/${candidate}/${api}`),
    ...alpine,
    `${prefix}/php`,
    prefix,
    '/usr/local/etc/php',
    '/usr/local/lib',
    '/etc',
  ];
}

function extensionDirectories(disk: ImageDisk, program: string): readonly string[] {
  const prefix = posix.dirname(posix.dirname(program));
  const parents = [
    posix.join(prefix, 'lib/php'),
    posix.join(prefix, 'lib/php/extensions'),
    '/usr/lib/php',
    '/usr/lib64/php',
    '/usr/local/lib/php/extensions',
  ];
  const alpine = [...disk.names('/usr/lib')].filter((name) => /^php\d*$/.test(name)).map((name) => `/usr/lib/${name}`);
  const below = [...parents, ...alpine].flatMap((parent) =>
    [...disk.names(parent)].filter((name) => /^\d{8}|^no-debug|^debug|^modules$/.test(name)).map((name) => posix.join(parent, name)),
  );
  return [...new Set(below)];
}

function keepExtension(draft: Draft, disk: ImageDisk, value: string, directories: readonly string[], from: string | null): void {
  const name = value.endsWith('.so') ? value : `${value}.so`;
  const candidates = name.startsWith('/') ? [name] : directories.map((directory) => posix.join(directory, name));
  const found = candidates.filter((path) => disk.isFile(path));
  for (const path of found) draft.keep(path, 'extension loaded by', from === null ? {} : { from });
  if (found.length === 0) draft.warn('php-extension-missing', `The extension ${value} that the configuration loads was not found`, from);
}

/** Lines of `name = value`, quotes and comments taken off. */
function parseIni(text: string): readonly { readonly name: string; readonly value: string }[] {
  return text.split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    if (at < 0 || /^\s*[;[#]/.test(line)) return [];
    const value = line.slice(at + 1).trim();
    const bare = /^"([^"]*)"/.exec(value)?.[1] ?? /^'([^']*)'/.exec(value)?.[1] ?? value.split(/\s*;/, 1)[0]!;
    return [{ name: line.slice(0, at).trim(), value: bare }];
  });
}

/** Of php-fpm: the main file and the pools beside it. */
function keepPools(draft: Draft, disk: ImageDisk, { command, program, workingDir }: PhpPlace): void {
  if (!/fpm/.test(posix.basename(program))) return;
  const given = command.poolFile === null ? [] : [posix.resolve('/', workingDir, command.poolFile)];
  const directories = configurationDirectories(disk, program);
  for (const path of [...given, ...directories.map((directory) => `${directory}/php-fpm.conf`)])
    if (disk.isFile(path)) draft.keep(path, 'configuration of');
  for (const directory of directories) {
    for (const name of ['pool.d', 'php-fpm.d'])
      if (disk.isDirectory(`${directory}/${name}`)) draft.keepTree(`${directory}/${name}`, 'configuration of');
  }
}
