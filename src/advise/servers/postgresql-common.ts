import type { Server } from './server.ts';

/** Debian's programs for clusters, in Perl, which start those of a version. https://manpages.debian.org/pg_ctlcluster */
export const postgresqlCommon: Server = {
  id: 'postgresql-common',
  names:
    /^(?:pg_(?:ctlcluster|createcluster|lsclusters|dropcluster|conftool|wrapper|upgradecluster)|psql|pg_isready|pg_dump|pg_restore|createdb|createuser|vacuumdb)$/,
  trace: (found) => {
    if (!/\/share\/postgresql-common\/|\/bin\/pg_\w+cluster|pg_conftool/.test(found.path)) return;
    found.keepBelow('read by', '/usr/share/postgresql-common', (path) => !/\/(?:t|doc|testsuite|init\.d)\//.test(path));
    found.keepTree('configuration of', ['/etc/postgresql', '/etc/postgresql-common']);
    found.keep('written to by', ['/var/run/postgresql', '/var/log/postgresql', '/var/lib/postgresql']);
    found.write('/var/run/postgresql', '/var/log/postgresql', '/var/lib/postgresql');
    const name = found.invocation.argv[0]?.split('/').at(-1) ?? '';
    const wanted =
      name === 'pg_createcluster' ? ['postgres', 'pg_ctl', 'initdb'] : name.endsWith('cluster') ? ['postgres', 'pg_ctl'] : [name];
    const data = found.matches('/var/lib/postgresql/*/*').map((path) => path.split('/').slice(-2));
    for (const program of wanted) {
      for (const path of found.matches(`/usr/lib/postgresql/*/bin/${program}`)) {
        const cluster = data.find(([version]) => path.startsWith(`/usr/lib/postgresql/${version}/`));
        const config =
          cluster === undefined
            ? []
            : [`-D/var/lib/postgresql/${cluster.join('/')}`, `-cconfig_file=/etc/postgresql/${cluster.join('/')}/postgresql.conf`];
        found.start([path, ...(program === 'postgres' ? config : [])]);
      }
    }
  },
};
