import { posix } from 'node:path';
import { environmentValue } from '../../program/search-path.ts';
import { parseLines } from './directive.ts';
import { optionValue, type Server } from './server.ts';
import type { ServerTrace } from './server-trace.ts';

/** https://www.postgresql.org/docs/current/install-make.html: where its parts are is worked out from the program's own place. */
export const postgresql: Server = {
  id: 'postgresql',
  names: /^(?:postgres|postmaster|initdb|pg_ctl|pg_resetwal|pg_upgrade)$/,
  trace: async (found) => {
    const bin = posix.dirname(found.path);
    const { library, share } = placesOf(found, bin);
    keepParts(found, library, share);
    const name = posix.basename(found.invocation.argv[0] ?? found.path);
    // The server and initdb start programs by `sh -c`; new clusters ask `locale -a` for collations.
    found.start(['/bin/sh', '-c', '']);
    if (name !== 'postgres') found.start([posix.join(bin, 'postgres')]);
    if (name === 'pg_ctl') found.start([posix.join(bin, 'initdb')]);
    if (name === 'initdb') found.start(['locale', '-a'], { confidence: 'guessed' });
    found.keepTree('time zones of', ['/usr/share/zoneinfo']);
    await keepData(found);
  },
};

function versionOf(bin: string): string | undefined {
  return /^\/usr\/lib\/postgresql\/([\w.]+)\/bin$/.exec(bin)?.[1];
}

/** Debian has a directory for each version, others a prefix. */
function placesOf(found: ServerTrace, bin: string): { readonly library: string | null; readonly share: string | null } {
  const version = versionOf(bin);
  const prefix = posix.dirname(bin);
  const libraries = version === undefined ? ['lib/postgresql', 'lib64/pgsql', 'lib/pgsql', 'lib'] : ['lib'];
  const shares = version === undefined ? ['share/postgresql', 'share/pgsql', 'share'] : [`/usr/share/postgresql/${version}`];
  const apk = /^\/usr\/libexec\/(postgresql[\d.]*)$/.exec(bin)?.[1];
  return {
    library: found.first(...(apk === undefined ? [] : [`/usr/lib/${apk}`]), ...libraries.map((name) => posix.resolve(prefix, name))),
    share: found.first(...(apk === undefined ? [] : [`/usr/share/${apk}`]), ...shares.map((name) => posix.resolve(prefix, name))),
  };
}

/** Extensions and encodings are libraries beside each other; what compiles queries is large, and the server does without it. */
function keepParts(found: ServerTrace, library: string | null, share: string | null): void {
  if (library === null || share === null) {
    found.warn('postgresql-parts-missing', 'its libraries and tables are not where they are looked for: keep them with --keep');
    return;
  }
  const compiler = posix.join(library, 'llvmjit.so');
  found.keep(
    'loaded by',
    found.matches(`${library}/*.so`).filter((path) => path !== compiler),
  );
  if (found.node(compiler) !== null) {
    const text = `what compiles queries takes 100 MB and is left out, the server does without: keep ${compiler} and ${library}/bitcode with --keep if long queries matter`;
    found.warn('postgresql-without-jit', text, compiler);
    found.leave(compiler, posix.join(library, 'bitcode'), posix.join(library, 'pgxs'));
  }
  found.keepBelow('read by', share, (path) => !/\/(?:man|doc|locale)\//.test(path.slice(share.length)));
}

async function keepData(found: ServerTrace): Promise<void> {
  const { argv, env } = found.invocation;
  const data = optionValue(argv, '-D', '--pgdata') ?? environmentValue(env, 'PGDATA');
  const sockets = ['/var/run/postgresql', '/run/postgresql', '/var/log/postgresql'];
  found.keep('written to by', sockets);
  found.write(...sockets.filter((path) => found.isDirectory(path)));
  if (data !== null && data !== '') {
    found.keepTree('the data of', [data]);
    found.write(data);
    leaveOtherCluster(found, data);
  }
  const files = [
    ...argv.flatMap((word) => /^(?:-c|--)?config[_-]file=(.+)$/.exec(word)?.[1] ?? []),
    ...(data === null ? [] : [posix.join(data, 'postgresql.conf')]),
  ];
  for (const file of files) await keepSettings(found, found.absolute(file));
}

/** Debian makes a cluster when it installs the server, which nobody uses who has data elsewhere. */
function leaveOtherCluster(found: ServerTrace, data: string): void {
  const version = versionOf(posix.dirname(found.path));
  const cluster = `/var/lib/postgresql/${version ?? ''}/main`;
  if (version === undefined || !found.isDirectory(cluster) || `${cluster}/`.startsWith(`${found.absolute(data)}/`)) return;
  const text = `the cluster that came with the package is left out, as the data is in ${data}: keep it with --keep if it is used`;
  found.warn('postgresql-cluster-left-out', text, cluster);
  found.leave(cluster);
}

/** `archive_command = '…'` and its kin are for a shell; other paths are files. */
async function keepSettings(found: ServerTrace, file: string): Promise<void> {
  const text = await found.text(file);
  if (text === null) return;
  found.keep('configuration of', [
    file,
    ...found.matches(`${posix.dirname(file)}/{conf.d/*,pg_hba.conf,pg_ident.conf,start.conf,environment}`),
  ]);
  for (const { name, args } of parseLines(text.replace(/=/g, ' = '))) {
    const value = args.filter((arg) => arg !== '=').join(' ');
    if (/_command$/.test(name) && value !== '')
      found.start(['/bin/sh', '-c', value.replace(/ = /g, '=').replace(/%[pfr]/g, 'x')], { from: file });
    else if (value.startsWith('/') && found.isFile(value)) found.keep('named in', [value], { from: file });
    if (/^(?:data_directory|unix_socket_directories|log_directory)$/.test(name) && value.startsWith('/')) found.write(value);
  }
}
