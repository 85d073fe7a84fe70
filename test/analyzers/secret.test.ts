import { describe, expect, it } from 'vitest';
import { secret } from '../../analyzers/secret.ts';
import { layer } from '../support/layers.ts';
import { findingsOf } from './analysis-of.ts';
import { fakeKey, fakeSecrets } from './fake-secrets.ts';

const stars = '*'.repeat(16);
const { awsKey, awsSecret, github, npm, slack, stripe } = fakeSecrets;

/** `<variant> <path>` of each finding about a file. */
async function seen(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const findings = await findingsOf(secret, { layers: [files] });
  return findings.map(({ code, evidence: [first] }) => `${code.slice(7)} ${first?.kind === 'file' ? first.path : ''}`);
}

describe('secret', () => {
  it('tells a key that a later layer deletes, masked, with its line and its layer', async () => {
    const layers = [{ '/app/.env': `PORT=1\nKEY=${awsKey}\n` }, { '/app/.wh..env': 0 }];
    const [first, ...others] = await findingsOf(secret, { layers, history: ['COPY . /app', 'RUN rm /app/.env'] });
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      code: 'secret/cloud-credential',
      severity: 'critical',
      summary: `/app/.env has an AWS access key in line 2 (AKIA${stars}); a later layer hides it and ships it all the same`,
      bytes: 0,
      evidence: [{ kind: 'file', path: '/app/.env', layer: 0, bytes: 32 }],
      remedy: { kind: 'change-instruction', instruction: 'COPY . /app' },
    });
    expect(first?.remedy.text).toContain('RUN --mount=type=secret');
  });

  it('tells a file once that several layers ship, with each of them', async () => {
    const file = { '/srv/key.pem': fakeKey('RSA ') };
    const [first, ...others] = await findingsOf(secret, { layers: [file, { '/srv/key.pem': { content: fakeKey('RSA '), uid: 5 } }] });
    expect(others).toEqual([]);
    expect(first?.evidence.map((one) => one.kind === 'file' && one.layer)).toEqual([0, 1]);
  });

  it.each<[name: string, path: string, text: string, expected: string]>([
    ['a key of OpenSSH', '/root/.ssh/id_ed25519', fakeKey('OPENSSH '), 'private-key'],
    ['a key in JSON, as Google hands them out', '/app/sa.json', JSON.stringify({ private_key: fakeKey('') }), 'private-key'],
    ['an encrypted key', '/etc/app/server.key', fakeKey('ENCRYPTED '), 'private-key'],
    ['a secret key of AWS', '/root/.aws/credentials', `aws_secret_access_key = ${awsSecret}\n`, 'cloud-credential'],
    ['a token of GitHub in a remote', '/app/.git/config', `url = https://x:${github}@github.com/a/b\n`, 'repository-token'],
    [
      'a login of a registry',
      '/root/.docker/config.json',
      `{"auths":{"r.io":{"auth":"${base64('bob:s3cr3t-pw')}"}}}`,
      'registry-credential',
    ],
    ['a token of npm', '/root/.npmrc', `//packages.example.org/:_authToken=${npm}\n`, 'package-token'],
    ['a token of some registry', '/root/.npmrc', '//npm.corp.io/:_authToken=3fa85f64-5717-4562-b3fc-2c963f66afa6\n', 'package-token'],
    ['a token of Slack in a source', '/app/notify.py', `TOKEN = "${slack}"\n`, 'service-token'],
    ['a key of Stripe', '/app/pay.js', `stripe("${stripe}")`, 'payment-key'],
    ['a login of netrc over lines', '/root/.netrc', 'machine api.corp.io\n login bob\n password s3cr3t-pw\n', 'password'],
    ['a database with its password', '/app/settings.yml', 'url: postgres://app:s3cr3t-pw@db.corp.io/app\n', 'connection-string'],
    ['a database in a program', '/app/db.rb', 'DB = "mongodb+srv://app:s3cr3t-pw@c0.corp.io"\n', 'connection-string'],
    ['a password by its name', '/app/config/app.properties', 'spring.datasource.password=S3cr3t!pw\n', 'password'],
    ['a password in YAML', '/app/values.yaml', '  dbPassword: "S3cr3t!pw"\n', 'password'],
    ['a short key', '/app/ed25519.pem', fakeKey('', 1), 'private-key'],
    ['a password of words in a variable', '/app/.env', 'DB_PASSWORD=correct-horse-battery\n', 'password'],
    ['what somebody typed', '/root/.bash_history', 'ls\n', 'shell-history'],
    [
      'a key in base64, as Kubernetes keeps it',
      '/root/.kube/config',
      `users:\n- user:\n    client-key-data: ${base64(fakeKey('RSA '))}\n`,
      'private-key',
    ],
    ['a token of Kubernetes', '/root/.kube/config', 'users:\n- user:\n    token: k8s-aws-v1.Zx81kq\n', 'password'],
    ['a login of PostgreSQL', '/root/.pgpass', '# host\ndb.corp.io:5432:app:bob:s3cr3t-pw\n', 'password'],
    [
      'a refresh token of a registry',
      '/root/.docker/config.json',
      '{"auths":{"r.io":{"identitytoken":"Zx81kq-7Gh2"}}}',
      'registry-credential',
    ],
    [
      'a connection of .NET',
      '/app/appsettings.Production.json',
      '{\n "Default": "Server=tcp:db.corp.io,1433;User ID=sa;Password=S3cr3t!pw;Encrypt=true"\n}',
      'connection-string',
    ],
    ['a connection of Java', '/app/Db.java', 'u = "jdbc:mysql://db.corp.io/app?user=bob&password=s3cr3t-pw";', 'connection-string'],
    ['a server of Maven', '/root/.m2/settings.xml', '<server>\n <password>S3cr3t!pw</password>\n</server>\n', 'password'],
    ['a feed of NuGet', '/root/.nuget/NuGet/NuGet.Config', '<add key="ClearTextPassword" value="S3cr3t!pw" />\n', 'password'],
    ['a database of WordPress', '/var/www/html/wp-config.php', "define( 'DB_PASSWORD', 'S3cr3t!pw' );\n", 'password'],
    ['a password of psql', '/app/.env', 'PGPASSWORD=s3cr3t-pw\n', 'password'],
    ['the key of Rails', '/app/config/app.env', `SECRET_KEY_BASE=${fakeSecrets.awsSecret}\n`, 'password'],
    ['a password that Terraform noted', '/app/terraform.tfstate', '   "password": "S3cr3t!pw",\n', 'password'],
    ['lines as Windows ends them', '/app/.env', 'PORT=1\r\nDB_PASSWORD=S3cr3t!pw\r\n', 'password'],
    ['JSON in one line', '/app/config.json', '{"port":1,"db":{"user":"app","password":"S3cr3t!pw"}}', 'password'],
    ['JSON inside of a line', '/app/config.json', '{\n "db": {"host": "db", "password": "S3cr3t!pw"},\n}', 'password'],
    ['a password of digits', '/app/.env', 'DB_PASSWORD=83910274\n', 'password'],
    ['a web token', '/app/test.conf', fakeSecrets.webToken({ sub: 'bob' }), 'web-token'],
  ])('knows %s', async (_, path, text, expected) => {
    expect(await seen({ [path]: text })).toEqual([`${expected} ${path}`]);
  });

  it.each([
    ...['client.ovpn', 'AuthKey.p8', 'signing.asc', 'server.crt', 'cert.cer', 'key.gpg', 'id_rsa.bak', 'old.pem.orig', 'deploy.priv'],
    ...['app.secret', 'vault.hcl', 'nginx.conf.tmpl', 'Dockerfile.dev', 'start.ksh', 'notes.md', 'nb.ipynb', 'x.unheard-of', 'key~'],
  ])('finds a key in a file that is called %s', async (name) => {
    expect(await seen({ [`/app/${name}`]: `a\n${fakeKey('RSA ')}` })).toEqual([`private-key /app/${name}`]);
  });

  it.each([...['README.md', 'key.pem.example', 'key.html', 'key.css', 'a.js.map', 'a.patch', 'a.po', 'a.test.foo', 'keys.h', 'id.sample']])(
    'does not look into a file that is called %s',
    async (name) => {
      expect(await seen({ [`/app/${name}`]: `a\n${fakeKey('RSA ')}` })).toEqual([]);
    },
  );

  it.each([...['/home/test/.ssh/id_ed25519', '/home/doc/deploy.pem', '/var/lib/test/.ssh/id_rsa', '/home/app/.ssh/id_rsa.old']])(
    'looks into the home of somebody who is called as directories of tests are: %s',
    async (path) => {
      expect(await seen({ [path]: fakeKey('OPENSSH ') })).toEqual([`private-key ${path}`]);
    },
  );

  it('knows the directories of tests in a home', async () => {
    const files = { '/home/app/project/tests/key.pem': fakeKey('RSA '), '/var/lib/test/key.pem': fakeKey('RSA ') };
    expect(await seen(files)).toEqual([]);
  });

  it.each<[name: string, path: string, text: string]>([
    ['the key that AWS prints in its documents', '/app/.env', `AWS_ACCESS_KEY_ID=AKIA${'IOSFODNN7EXAMPLE'}\n`],
    ['a public key', '/root/.ssh/id_rsa.pub', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 bob@host\n'],
    ['a certificate', '/etc/app/server.pem', fakeKey('').replaceAll('PRIVATE KEY', 'CERTIFICATE')],
    ['a key that is cut out of a document', '/app/notes.txt', `-----BEGIN ${'PRIVATE'} KEY-----\n...\n-----END ${'PRIVATE'} KEY-----\n`],
    ['a key for tests', '/app/test/fixtures/key.pem', fakeKey('RSA ')],
    ['a test by its name', '/app/tls_test.go', fakeKey('EC ')],
    ['a structure', '/app/api.json', '{\n "nextToken":{"shape":"S3cr3t"},\n}'],
    [
      'what continues a list, or tells requests apart',
      '/app/calls.json',
      '{\n "NextToken": "aZ81kqX7",\n "changeToken": "aZ81kqX7",\n "client_request_token": "aZ81kqX7",\n "pad_token": "PAD0a1"\n}',
    ],
    ['the examples of an SDK', '/srv/sdk/data/iam/examples-1.json', '{\n "NewPassword": "]35d/{pB9Fo9wJ"\n}'],
    [
      'a certificate in base64',
      '/root/.kube/config',
      `certificate-authority-data: ${base64(fakeKey('').replaceAll('PRIVATE KEY', 'CERTIFICATE'))}\n`,
    ],
    ['a connection to the own machine', '/app/appsettings.json', '"Default": "Server=localhost;User ID=sa;Password=S3cr3t!pw"'],
    [
      'a connection that is told how to log in elsewhere',
      '/app/appsettings.json',
      `"Default": "Server=db.corp.io;User ID=sa;Password=\${PW};"`,
    ],
    ['a query that asks for a password', '/app/a.js', "u = '/login?password=' + pw; v = 'password=S3cr3t!pw;'"],
    [
      'a server of Maven that is put in later',
      '/root/.m2/settings.xml',
      `<password>\${env.PW}</password>\n<password>{COQLCE6DU6GtcS5P=}</password>\n`,
    ],
    ['paths that name secrets', '/app/a.yaml', 'secret: projects/my-project/secrets/seed-1\n'],
    ['a form of JSON', '/app/openapi.json', '{"password":{"type":"string","format":"password"},"token":"string","required":["password"]}'],
    ['an address in a document', '/app/setup.md', `redis://app:s3cr3t-pw@r.corp.io\n${fakeSecrets.webToken({ sub: 'bob' })}\n`],
    ['a template of settings', '/app/app.yml.tmpl', 'password: {{ .Password }}\nurl: redis://app:{{ .Pw }}@r.corp.io\n'],
    ['documents', '/app/docs/setup.conf', `password = S3cr3t!pw\n${awsKey}\n`],
    ['a template', '/app/.env.example', 'DB_PASSWORD=S3cr3t!pw\n'],
    ['a variable', '/root/.npmrc', `//packages.example.org/:_authToken=\${NPM_TOKEN}\n`],
    [
      'placeholders',
      '/app/.env',
      'A_PASSWORD=changeme\nB_TOKEN=<token>\nC_SECRET=xxxxxxxxxxxx\nD_PASSWORD=$PW\nE_SECRET=your-secret-here\n',
    ],
    [
      'settings about passwords',
      '/app/app.ini',
      'require_password=required\npassword_file=/run/pw1\nPASSWORD=/run/secrets/Pw1\nsession_token=3600\n',
    ],
    ['names of secrets', '/app/pod.yaml', 'secret: app-tls-certificate\ntoken: refresher\n'],
    ['the databases of a system', '/etc/nsswitch.conf', 'passwd:         files systemd\ngroup: files\n'],
    ['a password for the own machine', '/app/dev.yml', 'url: postgres://app:s3cr3t-pw@localhost/app\n'],
    ['the same word twice', '/app/dev.yml', 'url: postgres://postgres:postgres@db/app\n'],
    ['a web token that everybody shows', '/app/a.conf', fakeSecrets.webToken({ sub: '1234567890' })],
    ['a key of Stripe for tests', '/app/pay.js', stripe.replace('live', 'test')],
    ['a number that is no password', '/app/.env', 'SESSION_TOKEN=83910274\nPASSWORD_LENGTH=12345678\n'],
    ['one letter over and over', '/app/.npmrc', `//r/:_authToken=npm_${'F'.repeat(36)}\n`],
    ['a token inside of a longer word', '/app/a.js', `const hash = "a${github}";`],
    ['minified programs', '/app/a.min.js', `const t = "${github}";`],
    ['a registry without a login', '/root/.docker/config.json', '{"auths":{"r.io":{}},"credsStore":"desktop"}'],
    ['a program that asks', '/app/login.py', 'password = getpass("Password: ")\ntoken = os.environ["TOKEN"]\n'],
  ])('is silent about %s', async (_, path, text) => {
    expect(await seen({ [path]: text })).toEqual([]);
  });

  const bare = {
    discord: ['MTA5', 'MzQ4NzU2MTIwOTg3NjU0Mw', '.GkPq3Z.', 'q7Zk2Xv9Lw4Tn8Rb3Hs6Jd1Mf5PcYgAeUo0iB'].join(''),
    twilio: ['8f3a1c', '07be52d94f6a1e80c3b7d5f2a9'].join(''),
    heroku: ['5b1f3e7a', '9c24', '4d8e', 'b6a0', '1f7c2d9e8a43'].join('-'),
  } as const;

  it.each<[variant: string, name: string, value: string]>([
    ['service-token', 'DISCORD_TOKEN', bare.discord],
    ['service-token', 'BOT_TOKEN', bare.discord],
    ['service-token', 'TWILIO_AUTH_TOKEN', bare.twilio],
    ['cloud-credential', 'HEROKU_API_KEY', bare.heroku],
  ])('knows %s by the name beside it, wherever that is: %s', async (variant, name, value) => {
    const files = {
      '/app/.env': `${name}=${value}\n`,
      '/app/a.js': `const t = process.env.${name} || '${value}';\n`,
      '/app/a.json': `{"${name}": "${value}"}\n`,
      '/app/a.py': `t = os.environ.get("${name}", "${value}")\n`,
      '/app/a.yml': `  ${name}: ${value}\n`,
      '/app/start.sh': `#!/bin/sh\nexport ${name}="${value}"\n`,
    };
    expect(await seen(files)).toEqual(Object.keys(files).map((path) => `${variant} ${path}`));
    const config = { Env: [`${name}=${value}`], Cmd: ['sh', '-c', `${name}=${value} ./run`], Labels: { [name]: value } };
    const findings = await findingsOf(secret, { layers: [], config: { Env: config.Env } });
    expect(findings.map(({ code, evidence }) => [code, evidence])).toEqual([
      [`secret/${variant}`, [{ kind: 'config', field: 'Env', value: `${name}=${stars}` }]],
    ]);
    for (const one of [{ Cmd: config.Cmd }, { Labels: config.Labels }])
      expect((await findingsOf(secret, { layers: [], config: one })).map(({ code }) => code)).toEqual([`secret/${variant}`]);
    expect(JSON.stringify(await findingsOf(secret, { layers: [files], config }))).not.toContain(value);
  });

  it.each<[name: string, text: string]>([
    ['the account of Twilio, which is a name', `client = twilio.Client("AC${bare.twilio}")\nTWILIO_ACCOUNT_SID = "AC${bare.twilio}"\n`],
    ['a checksum beside a name', `# twilio-9.0.js md5 ${bare.twilio}\nfetch('twilio.js', '${bare.twilio}')\n`],
    ['an application of Heroku', `HEROKU_APP_ID = "${bare.heroku}"\nheroku_release = '${bare.heroku}'\n`],
    ['where a token is read from', 'token = os.environ["TWILIO_AUTH_TOKEN"]\nDISCORD_TOKEN = getenv("HEROKU_API_KEY")\n'],
    ['examples', 'TWILIO_AUTH_TOKEN = "00000000000000000000000000000000"\nHEROKU_API_KEY = "12345678-1234-1234-1234-123456789012"\n'],
    ['digits in their order', 'HEROKU_API_KEY = "01234567-89ab-cdef-0123-456789abcdef"\n'],
    ['the same forms beside other names', `etag = "${bare.twilio}"\nrequest_id = "${bare.heroku}"\n`],
    ['what only looks like a token of Discord', 'DISCORD_URL = "MyModule.submod.abcdefghijklmnopqrstuvwxyz0123456789"\n'],
  ])('takes no bare token for %s', async (_, text) => {
    expect(await seen({ '/app/a.py': text })).toEqual([]);
  });

  it('shows nothing of a secret that its address repeats', async () => {
    const [found] = await findingsOf(secret, { layers: [{ '/app/a.yml': 'url: redis://app:s3cr3t@s3cr3t.corp.io/1\n' }] });
    expect(found?.summary).toBe(`/app/a.yml has an address with a password in line 1 (redis://app:${stars}@s3cr3t.corp.io)`);
  });

  it('knows a store of keys by its first bytes', async () => {
    const java = (tag: number): Buffer => Buffer.from([0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, tag]);
    const layers = [layer({ '/app/a.jks': java(1), '/app/b.jks': java(2), '/app/c.p12': 'no such thing at all' })];
    expect((await findingsOf(secret, { layers })).map(({ summary }) => summary)).toEqual(['/app/a.jks has a Java key store']);
  });

  it('reads environment, labels, commands, history and build arguments, and cites them masked', async () => {
    const findings = await findingsOf(secret, {
      layers: [{ '/a': 1 }],
      config: {
        Env: [
          'PATH=/bin',
          `DB_URL=mysql://app:s3cr3t-pw@db.corp.io/x`,
          'GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568',
          'API_TOKEN=t0p-S3cret',
        ],
        Labels: { note: `key ${awsKey}` },
        Cmd: ['serve', '--password', 'Hunter2!x'],
      },
      history: [`RUN |1 NPM_TOKEN=${npm} /bin/sh -c npm ci # buildkit`],
    });
    expect(findings.map(({ code, evidence: [first] }) => [code, first])).toEqual([
      ['secret/connection-string', { kind: 'config', field: 'Env', value: `DB_URL=mysql://app:${stars}@db.corp.io/x` }],
      ['secret/password', { kind: 'config', field: 'Env', value: `API_TOKEN=${stars}` }],
      ['secret/cloud-credential', { kind: 'config', field: 'Labels', value: `note=key ${stars}` }],
      ['secret/password', { kind: 'config', field: 'Cmd', value: `serve --password ${stars}` }],
      ['secret/package-token', { kind: 'instruction', layer: 0, instruction: `RUN |1 NPM_TOKEN=${stars} /bin/sh -c npm ci # buildkit` }],
    ]);
  });

  it('reads what curl logs in with, and not whom a user is made for', async () => {
    const history = [
      'RUN curl -fsSu bob:s3cr3t-pw https://files.corp.io/a && useradd -u 1000:1001 app',
      'RUN curl --user "bob:$PW" https://files.corp.io/b',
      'RUN chown -u app:s3cr3t-pw /a',
    ];
    const findings = await findingsOf(secret, { layers: [{ '/a': 1 }, { '/b': 1 }, { '/c': 1 }], history });
    expect(findings.map(({ code, evidence: [first] }) => [code, first])).toEqual([
      [
        'secret/password',
        {
          kind: 'instruction',
          layer: 0,
          instruction: `RUN curl -fsSu bob:${stars} https://files.corp.io/a && useradd -u 1000:1001 app`,
        },
      ],
    ]);
  });

  it('tells once what the history repeats', async () => {
    const Env = ['API_TOKEN=t0p-S3cret'];
    const findings = await findingsOf(secret, { layers: [{ '/a': 1 }], config: { Env }, history: ['ENV API_TOKEN=t0p-S3cret'] });
    expect(findings.map(({ code, evidence }) => [code, evidence.length])).toEqual([['secret/password', 1]]);
  });
});

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
