import { type Convention, one, tree } from './convention.ts';

const users = [
  'getpwnam',
  'getpwnam_r',
  'getpwuid',
  'getpwuid_r',
  'getgrnam',
  'getgrnam_r',
  'getgrgid',
  'getgrgid_r',
  'getpwent',
  'getgrent',
];
const groups = ['getgrouplist', 'initgroups', 'getlogin', 'getlogin_r', 'cuserid', 'wordexp', 'getspnam', 'getspnam_r'];
const hosts = ['getaddrinfo', 'gethostbyname', 'gethostbyname2', 'gethostbyname_r', 'gethostbyname2_r', 'gethostbyaddr', 'gethostbyaddr_r'];
const services = ['getnameinfo', 'getservbyname', 'getservbyname_r', 'getservbyport', 'getservbyport_r', 'getservent'];
const protocols = ['getprotobyname', 'getprotobyname_r', 'getprotobynumber', 'getprotoent', 'getprotobynumber_r'];

/** What the C library reads for those who call it. */
export const systemConventions: readonly Convention[] = [
  {
    id: 'users',
    functions: [...users, ...groups],
    needs: [
      ...one('looked up by', '/etc/nsswitch.conf', '/etc/passwd', '/etc/group'),
      ...one('name service of', '/usr/lib/*/libnss_files.so.2', '/usr/lib/*/libnss_compat.so.2', '/usr/lib64/libnss_{files,compat}.so.2'),
      ...one('name service of', '/lib/*/libnss_files.so.2', '/lib/*/libnss_compat.so.2'),
    ],
  },
  {
    id: 'hosts',
    functions: hosts,
    needs: [
      ...one('looked up by', '/etc/nsswitch.conf', '/etc/hosts', '/etc/host.conf', '/etc/gai.conf', '/etc/resolv.conf', '/etc/services'),
      ...one('name service of', '/usr/lib/*/libnss_files.so.2', '/usr/lib/*/libnss_dns.so.2', '/usr/lib64/libnss_{files,dns}.so.2'),
      ...one('name service of', '/lib/*/libnss_files.so.2', '/lib/*/libnss_dns.so.2', '/usr/lib/*/libresolv.so.2', '/lib/*/libresolv.so.2'),
      ...one('international names for', '/usr/lib/*/libidn2.so.0', '/usr/lib64/libidn2.so.0', '/lib/*/libidn2.so.0'),
    ],
  },
  { id: 'services', functions: services, needs: one('looked up by', '/etc/nsswitch.conf', '/etc/services') },
  { id: 'protocols', functions: protocols, needs: one('looked up by', '/etc/nsswitch.conf', '/etc/protocols') },
  {
    id: 'thread-cancellation',
    functions: ['pthread_cancel', 'pthread_exit', 'backtrace', 'thrd_exit'],
    needs: one(
      'loaded to unwind threads of',
      '/usr/lib/*/libgcc_s.so.1',
      '/lib/*/libgcc_s.so.1',
      '/usr/lib64/libgcc_s.so.1',
      '/lib/libgcc_s.so.1',
    ),
  },
  {
    id: 'encodings',
    functions: ['iconv_open'],
    needs: tree('encodings for', '/usr/lib/*/gconv', '/usr/lib/gconv', '/usr/lib64/gconv', '/usr/share/i18n/gconv'),
  },
  {
    id: 'locale',
    functions: ['setlocale', 'newlocale', '__newlocale', '_ZNSt6localeC1EPKc'],
    needs: [
      ...tree('locale of', '/usr/lib/locale/C.utf8', '/usr/lib/locale/C.UTF-8'),
      ...one('names of locales for', '/usr/share/locale/locale.alias'),
      ...one('names of encodings for', '/usr/lib/*/gconv/gconv-modules.cache', '/usr/lib64/gconv/gconv-modules.cache'),
    ],
  },
  {
    id: 'local-time',
    functions: ['localtime', 'localtime_r', 'localtime64_r', '__localtime64_r', 'tzset', 'mktime', '__mktime64', 'timelocal'],
    needs: one('local time for', '/etc/localtime', '/etc/timezone'),
  },
  {
    id: 'time-zones',
    functions: [
      '_ZNSt6chrono8get_tzdbEv',
      '_ZNSt6chrono12current_zoneEv',
      '_ZNSt6chrono11locate_zoneESt17basic_string_viewIcSt11char_traitsIcEE',
    ],
    needs: tree('time zones for', '/usr/share/zoneinfo/[!pr]*'),
  },
  {
    id: 'terminals',
    names: /^lib(?:tinfo|ncursesw?|termcap)\.so/,
    needs: tree('descriptions of terminals for', '/lib/terminfo', '/usr/lib/terminfo', '/etc/terminfo'),
  },
  { id: 'readline', names: /^libreadline\.so/, needs: one('configuration of', '/etc/inputrc') },
  {
    id: 'magic',
    names: /^libmagic\.so/,
    needs: [
      ...one('what it knows files by', '/etc/magic', '/usr/share/misc/magic.mgc', '/usr/share/misc/magic'),
      ...tree('what it knows files by', '/usr/lib/file', '/usr/share/file'),
    ],
  },
  { id: 'bus', names: /^libdbus-1\.so/, needs: tree('configuration of', '/etc/dbus-1', '/usr/share/dbus-1') },
  {
    id: 'odbc',
    names: /^libodbc(?:inst)?\.so/,
    needs: [
      ...one('configuration of', '/etc/odbc.ini', '/etc/odbcinst.ini'),
      ...tree('drivers of', '/usr/lib/*/odbc', '/etc/ODBCDataSources'),
    ],
  },
];
