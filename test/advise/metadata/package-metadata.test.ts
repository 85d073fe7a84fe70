import { describe, expect, it } from 'vitest';
import { libc, planOf, program, staticProgram } from '../plan-of.ts';

const sum = 'd41d8cd98f00b204e9800998ecf8427e';

describe('what scanners know packages by', () => {
  it('is a file of dpkg for each kept package, with the checksums of what is kept', async () => {
    const plan = await planOf({
      layers: [
        {
          ...libc,
          '/usr/bin/app': program(),
          '/usr/bin/other': program(),
          '/var/lib/dpkg/status': [
            'Package: app\nStatus: install ok installed\nPriority: optional\nMaintainer: M <m@example>\nArchitecture: amd64\nVersion: 1.2-3\nDepends: libc6\nConffiles:\n /etc/app x\nDescription: an application\n that is\n long\n',
            'Package: gone\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n',
          ].join('\n'),
          '/var/lib/dpkg/info/app.list': '/usr/bin/app\n/usr/share/doc/app/copyright\n/usr/bin/other\n',
          '/var/lib/dpkg/info/app.md5sums': `${sum}  usr/bin/app\n${sum}  usr/bin/other\n`,
          '/var/lib/dpkg/info/gone.list': '/usr/share/x\n',
        },
      ],
      config: { Entrypoint: ['app'] },
    });
    expect(plan.made.filter(({ path }) => path.startsWith('/var/lib/dpkg/')).map(({ path, content }) => [path, content])).toEqual([
      [
        '/var/lib/dpkg/status.d/app',
        'Package: app\nMaintainer: M <m@example>\nArchitecture: amd64\nVersion: 1.2-3\nDepends: libc6\nDescription: an application\n',
      ],
      ['/var/lib/dpkg/status.d/app.md5sums', `${sum}  usr/bin/app\n`],
    ]);
  });

  it('is the database of apk with the kept packages and files', async () => {
    const database = [
      'C:Q1a=\nP:app\nV:1.0-r0\nA:x86_64\nF:usr/bin\nM:0:0:755\nR:app\na:0:0:755\nZ:Q1b=\nR:other\nZ:Q1c=\nF:usr/share\nR:x\n',
      'P:gone\nV:1\nF:opt\nR:x\n',
    ].join('\n');
    const plan = await planOf(
      {
        layers: [{ '/usr/bin/app': staticProgram(), '/usr/bin/other': staticProgram(), '/lib/apk/db/installed': database }],
        config: { Entrypoint: ['app'] },
      },
      '--strategy',
      'minimal',
    );
    expect(plan.made.find(({ path }) => path === '/lib/apk/db/installed')?.content).toBe(
      'C:Q1a=\nP:app\nV:1.0-r0\nA:x86_64\nF:usr/bin\nM:0:0:755\nR:app\na:0:0:755\nZ:Q1b=\n\n',
    );
  });
});
