import type { Draft } from './draft.ts';
import type { ImageDisk } from './image-disk.ts';

const stores: readonly string[] = ['/etc/ssl/certs', '/etc/pki/tls/certs', '/etc/pki/ca-trust/extracted/pem'];
const files: readonly string[] = [
  '/etc/ssl/cert.pem',
  '/etc/ssl/openssl.cnf',
  '/usr/lib/ssl/cert.pem',
  '/usr/lib/ssl/certs',
  '/usr/lib/ssl/openssl.cnf',
  '/etc/ca-certificates.conf',
  '/etc/pki/tls/openssl.cnf',
  '/etc/pki/tls/cert.pem',
];

/** Certificates that TLS is checked against, wherever the image has them; what symlinks lead to with them. */
export function keepTrustStore(draft: Draft, disk: ImageDisk, reason: string, from?: string): void {
  const options = { part: 'data', confidence: 'likely', ...(from === undefined ? {} : { from }) } as const;
  for (const path of files) draft.keep(path, reason, options);
  for (const store of stores) {
    for (const path of disk.below(store, (_, name) => name !== 'java')) draft.keep(path, reason, options);
  }
}

/** The zone database, where the image has it. */
export function keepZones(draft: Draft, disk: ImageDisk, reason: string, from?: string): void {
  const options = { part: 'data', confidence: 'likely', ...(from === undefined ? {} : { from }) } as const;
  for (const path of ['/etc/localtime', '/etc/timezone']) draft.keep(path, reason, options);
  if (disk.isDirectory('/usr/share/zoneinfo')) {
    // `right` counts leap seconds, `posix` is a copy of the rest.
    for (const path of disk.below('/usr/share/zoneinfo', (_, name) => name !== 'right' && name !== 'posix'))
      draft.keep(path, reason, options);
  }
}
