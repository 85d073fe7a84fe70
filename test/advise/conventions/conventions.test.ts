import { describe, expect, it } from 'vitest';
import { type ElfInput, elf } from '../../support/elf.ts';
import { keptPaths, libc, library, planOf, program } from '../plan-of.ts';

const multiarch = '/usr/lib/x86_64-linux-gnu';

/** Library or function that brings it about, and files that only it keeps. */
const cases: readonly (readonly [id: string, brings: string, paths: readonly string[]])[] = [
  ['users', 'getpwnam', ['/etc/nsswitch.conf', '/etc/passwd', '/etc/group', `${multiarch}/libnss_files.so.2`]],
  ['hosts', 'getaddrinfo', ['/etc/hosts', '/etc/nsswitch.conf', `${multiarch}/libnss_dns.so.2`, `${multiarch}/libidn2.so.0`]],
  ['services', 'getservbyname', ['/etc/services']],
  ['protocols', 'getprotobyname', ['/etc/protocols']],
  ['thread-cancellation', 'pthread_cancel', [`${multiarch}/libgcc_s.so.1`]],
  ['encodings', 'iconv_open', [`${multiarch}/gconv/gconv-modules.cache`]],
  ['locale', 'setlocale', ['/usr/lib/locale/C.utf8/LC_CTYPE', '/usr/share/locale/locale.alias']],
  ['local-time', 'localtime_r', ['/etc/localtime', '/etc/timezone']],
  ['time-zones', '_ZNSt6chrono8get_tzdbEv', ['/usr/share/zoneinfo/Europe/Paris']],
  ['terminals', 'libtinfo.so.6', ['/lib/terminfo/x/xterm']],
  ['readline', 'libreadline.so.8', ['/etc/inputrc']],
  ['magic', 'libmagic.so.1', ['/usr/share/misc/magic.mgc']],
  ['bus', 'libdbus-1.so.3', ['/etc/dbus-1/system.conf']],
  ['odbc', 'libodbc.so.2', ['/etc/odbcinst.ini']],
  ['tls', 'libssl.so.3', ['/etc/ssl/certs/ca-certificates.crt']],
  ['openssl', 'libcrypto.so.3', ['/etc/ssl/openssl.cnf', `${multiarch}/ossl-modules/legacy.so`, `${multiarch}/engines-3/afalg.so`]],
  ['openssl-1', 'libcrypto.so.1.1', ['/etc/ssl/openssl.cnf', `${multiarch}/engines-1.1/afalg.so`]],
  ['gnutls', 'libgnutls.so.30', ['/etc/gnutls/config']],
  ['nss-crypto', 'libnss3.so', [`${multiarch}/libsoftokn3.so`, `${multiarch}/nss/libfreebl3.so`]],
  ['p11-kit', 'libp11-kit.so.0', [`${multiarch}/pkcs11/p11-kit-trust.so`]],
  ['kerberos', 'libkrb5.so.3', ['/etc/krb5.conf', `${multiarch}/krb5/plugins/preauth/spake.so`]],
  ['sasl', 'libsasl2.so.2', [`${multiarch}/sasl2/libplain.so`]],
  ['pam', 'libpam.so.0', ['/etc/pam.d/other', `${multiarch}/security/pam_unix.so`]],
  ['ldap', 'libldap-2.5.so.0', ['/etc/ldap/ldap.conf']],
  ['gio', 'libgio-2.0.so.0', [`${multiarch}/gio/modules/libtls.so`]],
  ['gdk-pixbuf', 'libgdk_pixbuf-2.0.so.0', [`${multiarch}/gdk-pixbuf-2.0/2.10.0/loaders/png.so`]],
  ['gtk', 'libgtk-3.so.0', [`${multiarch}/gtk-3.0/3.0.0/immodules.cache`]],
  ['qt-5', 'libQt5Core.so.5', [`${multiarch}/qt5/plugins/platforms/libqoffscreen.so`]],
  ['qt-6', 'libQt6Core.so.6', [`${multiarch}/qt6/plugins/platforms/libqoffscreen.so`]],
  ['fonts', 'libfontconfig.so.1', ['/etc/fonts/fonts.conf', '/usr/share/fonts/a.ttf']],
  ['pango', 'libpango-1.0.so.0', [`${multiarch}/pango/modules/a.so`]],
  ['xml-catalogs', 'libxml2.so.2', ['/etc/xml/catalog']],
  ['x11', 'libX11.so.6', ['/usr/share/X11/locale/compose.dir']],
  ['vips', 'libvips.so.42', [`${multiarch}/vips-modules-8.14/vips-heif.so`]],
  ['heif', 'libheif.so.1', [`${multiarch}/libheif/plugins/a.so`]],
  ['ghostscript', 'libgs.so.10', ['/usr/share/ghostscript/a.ps']],
  ['gstreamer', 'libgstreamer-1.0.so.0', [`${multiarch}/gstreamer-1.0/libgstapp.so`]],
  ['maps', 'libproj.so.25', ['/usr/share/proj/proj.db']],
  ['gdal', 'libgdal.so.32', ['/usr/share/gdal/a.csv']],
  ['opencl', 'libOpenCL.so.1', ['/etc/OpenCL/vendors/a.icd']],
  ['tcl', 'libtcl8.6.so', ['/usr/share/tcltk/tcl8.6/init.tcl']],
];

const everything = [...new Set(cases.flatMap(([, , paths]) => paths))];
/** Installed by packages, so that they are nobody's data. */
const owned = {
  '/var/lib/dpkg/status': 'Package: all\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n',
  '/var/lib/dpkg/info/all.list': `${everything.join('\n')}\n`,
};
const files = Object.fromEntries(everything.map((path) => [path, path.includes('.so') ? elf({ type: 'shared' }) : 'x']));
const isLibrary = (name: string): boolean => /^lib[^ ]*\.so/.test(name);

async function keptFor(brings: string, program_: ElfInput): Promise<readonly string[]> {
  const uses: ElfInput = isLibrary(brings) ? { needed: [brings] } : { ...program_, strings: [brings] };
  const linked = isLibrary(brings) ? { [`/lib/x86_64-linux-gnu/${brings}`]: library(brings) } : {};
  const plan = await planOf(
    { layers: [{ ...files, ...libc, ...linked, ...owned, '/app': program(uses) }], config: { Entrypoint: ['/app'] } },
    '--strategy',
    'minimal',
  );
  return keptPaths(plan).filter((path) => everything.includes(path));
}

describe('the conventions', () => {
  it.each(cases)('%s: %s keeps what it needs', async (_, brings, paths) => {
    expect(await keptFor(brings, {})).toEqual(expect.arrayContaining([...paths]));
  });

  it('keep nothing of it for a program that has nothing to do with any', async () => {
    const kept = await keptFor('printf', {});
    expect(kept.filter((path) => !path.startsWith('/etc/'))).toEqual([]);
  });

  it.each(['my_getpwnam', 'getpwnam_x', 'libssl-extra.so.3', 'libcryptoki.so.2'])('do not take %s for what they know', async (brings) => {
    expect((await keptFor(brings, {})).filter((path) => !path.startsWith('/etc/'))).toEqual([]);
  });
});
