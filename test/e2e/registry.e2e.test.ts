import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPackages } from './support/apt.ts';
import { writeLayout, writeRealImage } from './support/registry-images.ts';
import { type RegistryRun, report, runAt, sameByAnyRoute } from './support/registry-run.ts';
import { type RegistryServer, startRegistry } from './support/registry-server.ts';
import { run } from './support/run.ts';

const account = { username: 'me', password: 'hunter2' };
const samples = fileURLToPath(new URL('../../sample-images/', import.meta.url));

let scratch: string;
let secured: RegistryServer;
let plain: RegistryServer;
/** Of somebody who may read the secured registry, and trusts its authority. */
let insider: RegistryRun;

beforeAll(async () => {
  await installPackages(['apache2-utils', 'docker-registry', 'openssl', 'skopeo']);
  scratch = mkdtempSync(join(tmpdir(), 'flense-registry-'));
  secured = await startRegistry(join(scratch, 'secured'), { isEncrypted: true, account });
  plain = await startRegistry(join(scratch, 'plain'), { isEncrypted: false, account: null });
  insider = { home: newHome('insider', { [secured.host]: account }), environment: { NODE_EXTRA_CA_CERTS: secured.authority ?? '' } };
  await writeRealImage(join(scratch, 'real'));
  await push(['--all', `oci:${join(scratch, 'real')}:1`], 'real:1');
});

afterAll(async () => {
  await secured?.stop();
  await plain?.stop();
  await run('rm', ['-rf', '--one-file-system', scratch]);
});

/** A home directory with a docker configuration for these registries. */
function newHome(name: string, accounts: Readonly<Record<string, typeof account>> = {}): string {
  const home = mkdtempSync(join(scratch, `${name}-`));
  const auths = Object.entries(accounts).map(([host, { username, password }]) => {
    return [host, { auth: Buffer.from(`${username}:${password}`).toString('base64') }];
  });
  mkdirSync(join(home, '.docker'));
  writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ auths: Object.fromEntries(auths) }));
  return home;
}

async function push(source: readonly string[], name: string, to = secured): Promise<void> {
  const credentials = to === secured ? ['--dest-creds', `${account.username}:${account.password}`] : [];
  await run('skopeo', ['copy', '--quiet', '--dest-tls-verify=false', ...credentials, ...source, `docker://${to.host}/${name}`]);
}

async function pull(name: string, layout: string): Promise<string> {
  const credentials = ['--src-creds', `${account.username}:${account.password}`];
  await run('skopeo', [
    'copy',
    '--quiet',
    '--all',
    '--src-tls-verify=false',
    ...credentials,
    `docker://${secured.host}/${name}`,
    `oci:${layout}`,
  ]);
  return `oci:${layout}`;
}

describe('an image in a registry of TLS and passwords gives the report that it gives from disk', () => {
  const forms = [
    { name: 'as it was built', options: [] },
    { name: 'of zstd', options: ['--dest-compress-format', 'zstd'] },
    { name: 'of zstd:chunked', options: ['--dest-compress-format', 'zstd:chunked'] },
    { name: 'of gzip', options: ['--dest-compress-format', 'gzip', '--dest-compress-level', '9'] },
  ];

  it.each(forms)('$name', async ({ name, options }) => {
    const repository = `form-${name.replaceAll(/[^a-z]+/g, '-')}`;
    await push([...options, '--format', 'oci', `oci:${join(scratch, 'real')}:1`], `${repository}:1`);
    const fromDisk = await report(insider, ['--no-cache', await pull(`${repository}:1`, join(scratch, repository))]);
    const fromRegistry = await report(insider, ['--no-cache', `registry:${secured.host}/${repository}:1`]);
    expect(sameByAnyRoute(fromRegistry)).toEqual(sameByAnyRoute(fromDisk));
    expect(fromRegistry['layers']).toHaveLength(3);
  });

  it('for each of its platforms', async () => {
    const layout = await pull('real:1', join(scratch, 'platforms'));
    for (const platform of ['linux/amd64', 'linux/arm64']) {
      const fromRegistry = await report(insider, ['--platform', platform, `registry:${secured.host}/real:1`]);
      expect(sameByAnyRoute(fromRegistry)).toEqual(sameByAnyRoute(await report(insider, ['--platform', platform, layout])));
    }
  });

  it.each(['wasteful-app', 'links-and-whiteouts'])('of the samples: %s', async (name) => {
    await push(['--format', 'oci', `docker-archive:${join(samples, `${name}.tar`)}`], `${name}:1`);
    const layout = await pull(`${name}:1`, join(scratch, name));
    expect(sameByAnyRoute(await report(insider, [`registry:${secured.host}/${name}:1`]))).toEqual(
      sameByAnyRoute(await report(insider, [layout])),
    );
  });

  it('by a digest, by a longer name, and from its indexes', async () => {
    const first = await report(insider, [`registry:${secured.host}/real:1`]);
    const { manifestDigest } = first['image'] as { readonly manifestDigest: string };
    for (const name of [`docker://${secured.host}/real:1`, `registry:${secured.host}/real@${manifestDigest}`]) {
      expect(sameByAnyRoute(await report(insider, [name]))).toEqual(sameByAnyRoute(first));
    }
  });

  it('by the password of a credential helper', async () => {
    const home = newHome('helper');
    writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ credHelpers: { [secured.host]: 'test' } }));
    const answer = JSON.stringify({ Username: account.username, Secret: account.password });
    mkdirSync(join(home, 'bin'));
    writeFileSync(join(home, 'bin/docker-credential-test'), `#!/bin/sh\necho '${answer}'\n`, { mode: 0o755 });
    const environment = { NODE_EXTRA_CA_CERTS: secured.authority ?? '', PATH: `${join(home, 'bin')}:${process.env['PATH']}` };
    expect(await report({ home, environment }, [`registry:${secured.host}/real:1`])).toHaveProperty('image.source', 'registry');
  });
});

describe('what a registry does not let one read', () => {
  async function refusal(at: RegistryRun, args: readonly string[]): Promise<string> {
    const { status, stdout, stderr } = await runAt(at, args);
    expect({ status, stdout: stdout.toString() }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^flense: [^\n]+\n$/);
    expect(stderr).not.toContain('hunter2');
    return stderr;
  }

  it('is told in one line: no password, a wrong one, an unknown authority', async () => {
    const name = `registry:${secured.host}/real:1`;
    const { environment } = insider as { readonly environment: Readonly<Record<string, string>> };
    expect(await refusal({ home: newHome('nobody'), environment }, ['inspect', name])).toMatch(/needs credentials: docker login/);
    const wrong = newHome('wrong', { [secured.host]: { ...account, password: 'not-hunter2' } });
    expect(await refusal({ home: wrong, environment }, ['inspect', name])).toMatch(/needs other credentials: docker login/);
    expect(await refusal({ home: insider.home }, ['inspect', name])).toMatch(
      /NODE_EXTRA_CA_CERTS=FILE trusts its authority, --insecure anybody/,
    );
  });

  it('is told in one line: no such tag, no such repository, no such digest', async () => {
    for (const name of ['real:2', 'unreal:1', `real@sha256:${'0'.repeat(64)}`]) {
      expect(await refusal(insider, ['inspect', `registry:${secured.host}/${name}`])).toMatch(/status 404: there is none by that name/);
    }
  });

  it('is read with --insecure, and that is told', async () => {
    const { status, stderr } = await runAt({ home: insider.home }, [
      'inspect',
      '--format',
      'json',
      '--insecure',
      `registry:${secured.host}/real:1`,
    ]);
    expect([status, stderr]).toEqual([0, '']);
  });
});

describe('what is needed later', () => {
  it('is kept in the store once, by two who read it at the same time', async () => {
    const home = newHome('two', { [secured.host]: account });
    const at = { home, environment: insider.environment ?? {} };
    const args = ['cat', `registry:${secured.host}/real:1`, '/usr/bin/perl'];
    const both = await Promise.all([runAt(at, args), runAt(at, args)]);
    const expected = await run('cat', ['/usr/bin/perl']);
    for (const { status, stdout, stderr } of both) {
      expect([status, stderr]).toEqual([0, '']);
      expect(Buffer.compare(stdout, expected)).toBe(0);
    }
    const kept = readdirSync(join(home, 'cache/flense/blobs'));
    expect(kept.filter((name) => !/^sha256-[0-9a-f]{64}$/.test(name))).toEqual([]);
    expect((await runAt(at, ['cache', 'ls'])).stdout.toString()).toMatch(/ and \d+ blobs \(/);
    expect((await runAt(at, ['cache', 'clear'])).stdout.toString()).toMatch(/kept 0 indexes \(0 B\)\n$/);
  });

  it('is spooled where nothing may be kept', async () => {
    const home = newHome('spool', { [secured.host]: account });
    const at = { home, environment: insider.environment ?? {} };
    const { status, stdout } = await runAt(at, ['cat', '--no-cache', `registry:${secured.host}/real:1`, '/etc/debconf.conf']);
    expect([status, stdout.toString()]).toEqual([0, 'changed\n']);
    expect(readdirSync(home)).toEqual(['.docker']);
  });
});

describe('what is no image', () => {
  it('is named for what it is', async () => {
    const artifactType = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
    writeLayout(join(scratch, 'chart'), {
      layers: [{ '/Chart.yaml': 'name: test' }],
      compression: 'gzip',
      manifestExtra: { artifactType },
      tags: ['1'],
    });
    await push(['--preserve-digests', `oci:${join(scratch, 'chart')}:1`], 'chart:1', plain);
    const { status, stderr } = await runAt({ home: newHome('chart') }, ['inspect', `registry:${plain.host}/chart:1`]);
    expect([status, stderr]).toEqual([
      2,
      `flense: registry:${plain.host}/chart:1: expected an image, got a Helm chart (artifactType ${artifactType})\n`,
    ]);
  });
});

describe('flense referrers', () => {
  it('lists what is under the tag of a digest, and in the index', async () => {
    const at = { home: newHome('referrers') };
    const reference = `${plain.host}/subject:1`;
    await push(['--all', `oci:${join(scratch, 'real')}:1`], 'subject:1', plain);
    const listed = async (args: readonly string[]) => {
      const { status, stdout, stderr } = await runAt(at, ['referrers', '--format', 'json', ...args]);
      expect([status, stderr]).toEqual([0, '']);
      return JSON.parse(stdout.toString()) as {
        readonly subject: string;
        readonly referrers: readonly Readonly<Record<string, unknown>>[];
      };
    };
    const before = await listed([reference]);
    expect(before.referrers.map(({ origin, description }) => [origin, description])).toEqual([
      ['image-index', 'an attestation'],
      ['image-index', 'an attestation'],
    ]);
    writeLayout(join(scratch, 'signature'), {
      platforms: [
        {
          layers: [{ '/signature': 'signed' }],
          compression: 'gzip',
          manifestExtra: { artifactType: 'application/vnd.cncf.notary.signature' },
        },
      ],
      tags: ['1'],
    });
    await push(['--all', `oci:${join(scratch, 'signature')}:1`], `subject:${before.subject.replace(':', '-')}`, plain);
    const after = await listed([`registry:${reference}`]);
    expect(after.referrers.map(({ origin }) => origin)).toEqual(['referrers-tag', 'image-index', 'image-index']);
    const text = (await runAt(at, ['referrers', reference])).stdout.toString();
    expect(text).toContain(`subject    ${before.subject}\n  3 referrers\n`);
    expect(await listed([reference, '--artifact-type', 'application/spdx+json'])).toMatchObject({ referrers: [] });
  });
});
