import type { ServerTrace } from './server-trace.ts';
import type { ReadDirective } from './walk-configuration.ts';

type Driver = { readonly names: string; readonly modules: RegExp; readonly words?: RegExp };

/** What the portable runtime loads for modules that ask for it. https://apr.apache.org/docs/apr-util/1.6/ */
const drivers: readonly Driver[] = [
  { names: 'apr_ldap', modules: /ldap/ },
  { names: 'apr_crypto_', modules: /crypto/ },
  { names: 'apr_dbd_', modules: /dbd/ },
  { names: 'apr_dbm_', modules: /dbm/, words: /\bdbm\b/i },
];

/** Drivers of databases, directories and ciphers, each with large libraries, that no module of the configuration asks for. */
export function leaveDrivers(found: ServerTrace, directives: readonly ReadDirective[]): void {
  const modules = directives.filter(({ name }) => name.toLowerCase() === 'loadmodule').map(({ args }) => args.join(' '));
  // Built with all its modules inside, it says nothing of them.
  if (modules.length === 0) return;
  const isUsed = (driver: Driver): boolean =>
    modules.some((text) => driver.modules.test(text)) ||
    (driver.words !== undefined && directives.some(({ args }) => args.some((arg) => driver.words!.test(arg))));
  for (const driver of drivers) if (!isUsed(driver)) found.leave(...found.matches(`/usr/lib/*/apr-util-1/${driver.names}*`));
  if (modules.some((text) => /charset_lite|ldap/.test(text)))
    found.keepTree('encodings for', found.matches('/usr/lib/*/gconv', '/usr/lib/gconv', '/usr/lib64/gconv'));
}
