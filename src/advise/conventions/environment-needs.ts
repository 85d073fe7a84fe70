import { matchPaths } from '../../filesystem/match-paths.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import { readVariables } from '../../program/file-variables.ts';
import { environmentValue } from '../../program/search-path.ts';
import { need, warning } from '../need.ts';
import type { Need, Scene } from '../tracer.ts';

/** Small, and named by nobody who asks for them by way of a library of their own. */
const accountFiles = ['/etc/passwd', '/etc/group'];

/** What the environment of the image asks for: its locale, its time zone, its certificates; and who its users are. */
export function environmentNeeds({ env }: RuntimeConfig, { view: { tree } }: Scene): readonly Need[] {
  const options = { from: null, confidence: 'certain' as const };
  const named = readVariables.flatMap((name) => (environmentValue(env, name) ?? '').split(/[: ]/).map((path) => [name, path] as const));
  return [
    ...named
      .filter(([, path]) => path.startsWith('/') && !path.includes('$'))
      .map(([name, path]) =>
        need(path, `named by ${name}`, {
          ...options,
          extent: 'subtree',
          absent: warning('missing-file', `${name} names a file that is not in the image`, path),
        }),
      ),
    ...accountFiles.map((path) => need(path, 'who the users are, as any program may ask', options)),
    ...zoneNeeds(environmentValue(env, 'TZ') ?? ''),
    ...localeNames(env).flatMap((name) =>
      matchPaths(tree, `/usr/lib/locale/${name}`).map((path) =>
        need(path, 'locale that the image is set to', { ...options, extent: 'subtree' }),
      ),
    ),
    ...(localeNames(env).length === 0 ? [] : [need('/usr/lib/locale/locale-archive', 'locale that the image is set to', options)]),
  ];
}

/** `Europe/Paris`, `:Europe/Paris`; a rule like `CET-1CEST` is no file. */
function zoneNeeds(zone: string): readonly Need[] {
  const name = zone.replace(/^:/, '');
  if (!/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/.test(name)) return [];
  return [need(`/usr/share/zoneinfo/${name}`, 'time zone that the image is set to', { from: null })];
}

/** Names of locales as directories have them: `de_DE.UTF-8` is `de_DE.utf8` there. The first that is set wins. */
export function localeNames(env: readonly string[]): readonly string[] {
  const values = ['LC_ALL', 'LANG', 'LC_CTYPE', 'LC_TIME', 'LC_NUMERIC', 'LC_COLLATE', 'LC_MESSAGES', 'LC_MONETARY'].map(
    (name) => environmentValue(env, name) ?? '',
  );
  const names = values.filter((value) => /^[\w.@-]+$/.test(value) && value !== 'C' && value !== 'POSIX');
  return [...new Set(names.flatMap((name) => [name, name.replace(/\.utf-?8$/i, '.utf8')]))];
}
