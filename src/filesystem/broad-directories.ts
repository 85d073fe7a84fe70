/** Directories that everybody uses: to name one of them is not to name all that is in it. */
const broad = new Set([
  ...[
    '/',
    '/bin',
    '/boot',
    '/dev',
    '/etc',
    '/home',
    '/lib',
    '/lib32',
    '/lib64',
    '/libx32',
    '/media',
    '/mnt',
    '/opt',
    '/proc',
    '/root',
    '/run',
  ],
  ...[
    '/sbin',
    '/srv',
    '/sys',
    '/tmp',
    '/usr',
    '/usr/bin',
    '/usr/games',
    '/usr/include',
    '/usr/lib',
    '/usr/lib32',
    '/usr/lib64',
    '/usr/libexec',
  ],
  ...['/usr/local', '/usr/local/bin', '/usr/local/lib', '/usr/local/sbin', '/usr/local/share', '/usr/sbin', '/usr/share', '/usr/share/doc'],
  ...['/usr/share/locale', '/usr/share/man', '/var', '/var/cache', '/var/lib', '/var/log', '/var/spool', '/var/tmp'],
]);
/** Directories of libraries that any program may be linked with. */
const libraries = /^\/(?:usr\/)?(?:local\/)?lib(?:32|64|x32)?(?:\/[a-z0-9_]+-linux-(?:gnu|musl)[a-z0-9]*)?$/;

export function isBroadDirectory(path: string): boolean {
  return broad.has(path) || libraries.test(path);
}
