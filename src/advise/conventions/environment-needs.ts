import { matchPaths } from '../../filesystem/match-paths.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import { environmentValue } from '../../program/search-path.ts';
import { need, warning } from '../need.ts';
import type { Need, Scene } from '../tracer.ts';

/** What the environment of the image asks for: its locale, its time zone, its certificates. */
export function environmentNeeds({ env }: RuntimeConfig, { view: { tree } }: Scene): readonly Need[] {
  const options = { from: null, confidence: 'certain' as const };
  const files = [
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    'CURL_CA_BUNDLE',
    'REQUESTS_CA_BUNDLE',
    'NODE_EXTRA_CA_CERTS',
    'GIT_SSL_CAINFO',
    'LD_PRELOAD',
    'BASH_ENV',
    'ENV',
  ];
  const named = files.flatMap((name) => (environmentValue(env, name) ?? '').split(/[: ]/).map((path) => [name, path] as const));
  return [
    ...named
      .filter(([, path]) => path.startsWith('/'))
      .map(([name, path]) =>
        need(path, `named by ${name}`, {
          ...options,
          extent: 'subtree',
          absent: warning('missing-file', `${name} names a file that is not in the image`, path),
        }),
      ),
    ...zoneNeeds(environmentValue(env, 'TZ') ?? ''),
    ...localeNames(env).flatMap((name) =>
      matchPaths(tree, `/usr/lib/locale/${name}`).map((path) =>
        need(path, 'locale that the image is set to', { ...options, extent: 'subtree' }),
      ),
    ),
    ...(localeNames(env).length === 0 ? [] : [need('/usr/lib/locale/locale-archive', 'locale that the image is set to', options)]),
    ...messages(env, tree),
  ];
}

/** `Europe/Paris`, `:Europe/Paris`; a rule like `CET-1CEST` is no file. */
function zoneNeeds(zone: string): readonly Need[] {
  const name = zone.replace(/^:/, '');
  if (!/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/.test(name)) return [];
  return [need(`/usr/share/zoneinfo/${name}`, 'time zone that the image is set to', { from: null })];
}

/** Names of locales as directories have them: `de_DE.UTF-8` is `de_DE.utf8` there. The first that is set wins. */
function localeNames(env: readonly string[]): readonly string[] {
  const values = ['LC_ALL', 'LANG', 'LC_CTYPE', 'LC_TIME', 'LC_NUMERIC', 'LC_COLLATE', 'LC_MESSAGES', 'LC_MONETARY'].map(
    (name) => environmentValue(env, name) ?? '',
  );
  const names = values.filter((value) => /^[\w.@-]+$/.test(value) && value !== 'C' && value !== 'POSIX');
  return [...new Set(names.flatMap((name) => [name, name.replace(/\.utf-?8$/i, '.utf8')]))];
}

/** Texts of programs in the language that is set; English ones are in the programs. */
function messages(env: readonly string[], tree: Scene['view']['tree']): readonly Need[] {
  const languages = new Set(localeNames(env).flatMap((name) => [name.split(/[.@]/, 1)[0]!, name.split(/[._@]/, 1)[0]!]));
  const foreign = [...languages].filter((name) => name !== 'C' && name !== 'en' && !name.startsWith('en_'));
  return foreign.flatMap((name) =>
    matchPaths(tree, `/usr/share/locale/${name}/LC_MESSAGES`).map((path) =>
      need(path, 'language that the image is set to', { from: null, extent: 'subtree', confidence: 'likely' }),
    ),
  );
}
