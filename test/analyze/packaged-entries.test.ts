import { describe, expect, it } from 'vitest';
import { secret } from '../../analyzers/secret.ts';
import { findingsOf } from '../analyzers/analysis-of.ts';
import { fakeSecrets } from '../analyzers/fake-secrets.ts';

const text = `key = "${fakeSecrets.awsKey}"\n`;
const site = '/usr/local/lib/python3.11/site-packages';

type Files = Readonly<Record<string, string | number | { readonly content: string; readonly uid: number }>>;

/** `<path> <layers>` of each file with a secret that is somebody's. */
async function told(...layers: readonly Files[]): Promise<readonly string[]> {
  const findings = await findingsOf(secret, { layers });
  return findings.map(({ evidence }) => evidence.map((one) => (one.kind === 'file' ? `${one.path} ${one.layer}` : '')).join(', '));
}

/** A database of dpkg with one package. */
function deb(path: string, version = 1): Files {
  return {
    '/var/lib/dpkg/status': `Package: app\nStatus: install ok installed\nVersion: ${version}\nArchitecture: all\n\n`,
    '/var/lib/dpkg/info/app.list': `${['/.', path].join('\n')}\n`,
  };
}

function apk(path: string): Files {
  const slash = path.lastIndexOf('/');
  return { '/lib/apk/db/installed': `P:app\nV:1\nF:${path.slice(1, slash)}\nR:${path.slice(slash + 1)}\n\n` };
}

function wheel(...names: readonly string[]): Files {
  const information = `${site}/app-1.dist-info`;
  return {
    [`${information}/METADATA`]: 'Metadata-Version: 2.1\nName: app\nVersion: 1\n',
    [`${information}/RECORD`]: `${names.join(',,\n')},,\n`,
  };
}

const manifest = JSON.stringify({ name: 'x', version: '1.0.0' });

describe('packagedEntries', () => {
  it.each<[name: string, files: Files]>([
    ['dpkg', { ...deb('/usr/share/app/config.yml'), '/usr/share/app/config.yml': text }],
    ['apk', { ...apk('/usr/share/app/config.yml'), '/usr/share/app/config.yml': text }],
    ['pip, by its record', { ...wheel('app/settings.py'), [`${site}/app/settings.py`]: text }],
    ['npm, by its directory', { '/app/node_modules/x/package.json': manifest, '/app/node_modules/x/lib/index.js': text }],
    ['Python itself', { '/usr/local/lib/python3.11/os.py': '#', '/usr/local/lib/python3.11/ssl.py': text }],
    ['Go itself', { '/usr/local/go/VERSION': 'go1.23', '/usr/local/go/src/crypto/x509/root.go': text }],
    [
      'a module of Go',
      { '/go/pkg/mod/cache/download/a.io/!b/@v/v1.2.0.mod': 'module a.io/B', '/go/pkg/mod/a.io/!b@v1.2.0/sub/x.go': text },
    ],
    ['a crate', { '/root/.cargo/registry/src/index-1/a-1.0.0/.cargo-ok': '1', '/root/.cargo/registry/src/index-1/a-1.0.0/src/x.rs': text }],
    ['the command line of Google', { '/google-cloud-sdk/VERSION': '1', '/google-cloud-sdk/lib/x.py': text }],
    ['the command line of AWS', { '/usr/local/aws-cli/v2/2.15.0/dist/aws': '#', '/usr/local/aws-cli/v2/2.15.0/dist/awscli/x.json': text }],
    ['conda', { '/opt/conda/conda-meta/history': '#', '/opt/conda/lib/x.py': text }],
  ])('is silent about what came with %s', async (_, files) => {
    expect(await told(files)).toEqual([]);
  });

  it.each([
    ...[
      '/usr/share/app/config.yml',
      '/usr/lib/cgi-bin/run.sh',
      '/lib/app/a.py',
      `${site}/own/settings.py`,
      '/app/node_modules/.cache/a.json',
    ],
    ...['/usr/local/share/app.conf', '/opt/conda/a.py', '/usr/local/go/src/x.go', '/root/go/pkg/mod/a.io/b@v1.0.0/x.go', '/usr/bin/deploy'],
  ])('tells what lies among packages and is none of theirs: %s', async (path) => {
    expect(await told({ ...deb('/usr/share/app/other.yml'), [path]: text })).toEqual([`${path} 0`]);
    expect(await told({ [path]: text })).toEqual([`${path} 0`]);
  });

  it('tells it where a later layer deletes it', async () => {
    expect(await told(deb('/usr/share/a'), { '/usr/share/app/config.yml': text }, { '/usr/share/app/.wh.config.yml': 0 })).toEqual([
      '/usr/share/app/config.yml 1',
    ]);
  });

  it.each<[name: string, path: string, files: Files]>([
    ['dpkg', '/usr/share/app/config.yml', { ...deb('/usr/share/app/config.yml'), '/usr/share/app/config.yml': '# none\n' }],
    ['pip', `${site}/app/settings.py`, { ...wheel('app/settings.py'), [`${site}/app/settings.py`]: '# none\n' }],
    ['npm', '/app/node_modules/x/index.js', { '/app/node_modules/x/package.json': manifest, '/app/node_modules/x/index.js': '' }],
    ['Python itself', '/usr/local/lib/python3.11/ssl.py', { '/usr/local/lib/python3.11/os.py': '#' }],
  ])('tells what a later layer writes over a file of %s', async (_, path, files) => {
    expect(await told(files, { [path]: text })).toEqual([`${path} 1`]);
  });

  it('is silent about what a later layer deletes, a package with its files', async () => {
    const files = { ...deb('/usr/share/app/config.yml'), '/usr/share/app/config.yml': text };
    const removed = { '/var/lib/dpkg/status': '', '/var/lib/dpkg/info/.wh.app.list': 0, '/usr/share/.wh.app': 0 };
    expect(await told(files, removed)).toEqual([]);
    expect(await told(files, { '/var/lib/.wh.dpkg': 0 })).toEqual([]);
  });

  it('is silent about the earlier version of a package', async () => {
    const files = { ...deb('/usr/share/app/config.yml'), '/usr/share/app/config.yml': text };
    const status = 'Package: app\nStatus: install ok installed\nVersion: 2\nArchitecture: all\n\n';
    expect(await told(files, { ...files, '/var/lib/dpkg/status': status })).toEqual([]);
  });

  it('is silent where a later layer changes only the owner', async () => {
    const files = { ...deb('/usr/share/app/config.yml'), '/usr/share/app/config.yml': text };
    expect(await told(files, { '/usr/share/app/config.yml': { content: text, uid: 5 } })).toEqual([]);
  });

  it('tells what it may not look back for', async () => {
    const layers = Array.from({ length: 12 }, (_, layer) => ({
      ...deb(`/usr/share/${layer}.yml`, layer),
      [`/usr/share/${layer}.yml`]: text,
    }));
    const removed = { '/var/lib/.wh.dpkg': 0, '/usr/.wh.share': 0 };
    expect(await told(...layers, removed)).toEqual([
      '/usr/share/10.yml 10',
      '/usr/share/11.yml 11',
      '/usr/share/8.yml 8',
      '/usr/share/9.yml 9',
    ]);
  });

  it('looks at longer texts only where packages do not put theirs, and at settings anywhere', async () => {
    const long = text.padEnd(70_000, '# a line\n');
    const files = { '/usr/share/app/x.py': long, '/srv/app/x.py': long, '/usr/share/app/x.conf': long };
    expect(await told(files)).toEqual(['/srv/app/x.py 0', '/usr/share/app/x.conf 0']);
  });

  it('tells what is named for secrets, whoever brought it', async () => {
    const files = { '/app/node_modules/x/package.json': manifest, '/app/node_modules/x/.env': `${text}` };
    expect(await told(files)).toEqual(['/app/node_modules/x/.env 0']);
  });

  it.each(['/usr/share/doc/app/a.conf', '/usr/lib/python3/test/x.py', '/app/node_modules/x/test/key.pem'])(
    'is silent about what is made up: %s',
    async (path) => {
      expect(await told({ [path]: text })).toEqual([]);
    },
  );
});
