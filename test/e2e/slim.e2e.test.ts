import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type DockerEngine, startDockerEngine } from './support/docker-engine.ts';
import { treeDifferences } from './support/file-tree.ts';
import { importDebian } from './support/import-debian.ts';
import { listedTree } from './support/listed-tree.ts';
import { type RegistryRun, runAt } from './support/registry-run.ts';
import { startRegistry } from './support/registry-server.ts';
import { run } from './support/run.ts';
import { umociTree } from './support/umoci-tree.ts';
import { writeFiles } from './support/write-files.ts';

/** Whatever a tree can have that is easily lost on the way. */
const dockerfile = `FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends libcap2-bin
RUN useradd --uid 1234 app && mkdir -p /srv/app/empty /srv/app/data "/srv/app/odd 'name"
RUN cp /bin/ls /srv/app/program && cp /bin/cat /srv/app/capable && setcap cap_net_raw+ep /srv/app/capable && chmod 4755 /srv/app/program
RUN cd /srv/app && echo one > a && ln a b && ln -s ../data data/link && touch '<<EOF' && mkdir -m 1777 data/tmp && chown -R app:app data && \\
    printf x > "$(printf 'odd\\nnewline\\033[31m$HOME\`id\`\\\\x')" && printf y > "odd 'name/sp ace" && chown 1234:5 b && chmod 0600 a
ENV A="b c\\$d" TZ=Etc/UTC
RUN mkdir -p /srv/app/many/deep && cd /srv/app/many && for i in $(seq 40); do echo $i > $i; done && ln 1 deep/one && touch -- 'odd name' deep/-x
VOLUME /srv/app/data
WORKDIR /srv/app
ENTRYPOINT ["/srv/app/program"]
CMD ["-la", "/srv/app"]
`;

const server = `use IO::Socket::INET; $| = 1;
my $s = IO::Socket::INET->new(LocalPort => 8080, Listen => 5, ReuseAddr => 1) or die;
while (my $c = $s->accept) { my $l = <$c>; while (<$c>) { last if /^\\r?\\n$/ }
  my $ok = $l =~ m{/health}; print $c "HTTP/1.0 " . ($ok ? "200 OK" : "404 Not Found") . "\\r\\n\\r\\n" . ($ok ? "well" : "none"); close $c }
`;

let scratch: string;
let engine: DockerEngine;
let at: RegistryRun;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'flense-slim-'));
  engine = await startDockerEngine(join(scratch, 'engine'));
  mkdirSync(join(scratch, 'home'));
  at = { home: join(scratch, 'home'), environment: { DOCKER_HOST: engine.host } };
  await importDebian(engine, inject('sharedDirectory'));
  await build('app:1', dockerfile);
  await build('server:1', 'FROM debian:bookworm\nCOPY server.pl /srv/\nEXPOSE 8080\nCMD ["perl", "/srv/server.pl"]\n', {
    'server.pl': server,
  });
  // Of one directory nearly all is kept, so that it is easier said what is not.
  const dropped = ['7', 'odd name', 'deep/-x'].flatMap((name) => ['--drop', `/srv/app/many/${name}`]);
  await flense(['advise', 'docker:app:1', '--keep', '/srv/app/**', ...dropped, '--format', 'json', '-o', path('plan.json')]);
});

afterAll(async () => {
  await engine.stop();
  await run('rm', ['-rf', '--one-file-system', scratch]);
});

function path(name: string): string {
  return join(scratch, name);
}

async function build(
  name: string,
  text: string,
  files: Readonly<Record<string, string>> = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const context = mkdtempSync(join(scratch, 'context-'));
  writeFiles(context, new Map(Object.entries({ Dockerfile: text, ...files }).map(([file, content]) => [file, Buffer.from(content)])));
  const env = { ...process.env, DOCKER_HOST: engine.host, DOCKER_CONFIG: path('client'), DOCKER_BUILDKIT: '0', ...environment };
  await run('/usr/bin/docker', ['build', '--quiet', '--network', 'host', '--tag', name, context], { env, timeoutMilliseconds: 900_000 });
}

/** @throws Error unless it ends well */
async function flense(args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runAt(at, [...args, '-q']);
  if (status !== 0) throw new Error(`flense ${args.join(' ')}: ended with ${status}\n${stderr}${stdout.toString('utf8')}`);
  return stdout.toString('utf8');
}

async function started(image: string): Promise<string> {
  return (await engine.docker(['run', '--rm', '--network', 'none', image])).toString('utf8');
}

/** What `ls -la` says of each file, without what its surroundings decide: widths of columns, sizes and links of directories. */
function listing(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.replace(/\s+/g, ' '));
  const shown = lines.filter((line) => !/^total | \.{1,2}$/.test(line));
  return shown.map((line) => line.replace(/^(d\S+) \d+ (\S+ \S+) \d+ \w{3} \d+ [\d:]+ /, '$1 $2 '));
}

describe('flense slim', () => {
  it('writes a layout that other readers take, with just the files of the plan', async () => {
    await flense(['slim', 'docker:app:1', '-o', path('layout'), '--plan', path('plan.json')]);
    await run('skopeo', ['inspect', `oci:${path('layout')}:latest`]);
    const unpacked = await umociTree(path('layout'), 'latest', path('unpacked'));
    expect(treeDifferences(await listedTree(path('layout')), unpacked)).toEqual([]);
    const plan = JSON.parse(readFileSync(path('plan.json'), 'utf8')) as Record<
      'files' | 'made' | 'writablePaths',
      readonly { readonly path: string }[]
    >;
    const planned = new Set([...plan.files, ...plan.made, ...plan.writablePaths].map((file) => file.path));
    const paths = unpacked.map((entry) => entry.path);
    expect([...planned].filter((file) => file !== '/' && !paths.includes(file))).toEqual([]);
    expect((await run('getfattr', ['-n', 'security.capability', path('unpacked/srv/app/capable')])).toString('utf8')).toContain(
      'security.capability=',
    );
  });

  it('gives the same digest each time, from the engine and from an archive', async () => {
    await engine.docker(['save', '--output', path('app.tar'), 'app:1']);
    await flense(['slim', path('app.tar'), '-o', path('again'), '--plan', path('plan.json')]);
    const configs = ['layout', 'again'].map(async (name) =>
      JSON.parse((await run('skopeo', ['inspect', '--raw', `oci:${path(name)}:latest`])).toString('utf8')),
    );
    const [first, second] = await Promise.all(configs);
    expect(first).toEqual(second);
  });

  it('loads an image into the engine that does what its original does', async () => {
    await flense(['slim', 'docker:app:1', '-o', 'docker:app:slim', '--plan', path('plan.json')]);
    const [before, after] = [listing(await started('app:1')), listing(await started('app:slim'))];
    expect(before.length).toBeGreaterThan(5);
    expect(after).toEqual(before);
    await expect(flense(['slim', 'docker:app:1', '-o', 'docker:app:slim', '--plan', path('plan.json')])).rejects.toThrow(
      /--force replaces it/,
    );
  });

  it('pushes to a registry, and lets that take the layers of a base from another repository', async () => {
    const registry = await startRegistry(path('registry'), { isEncrypted: false, account: null });
    try {
      await flense(['slim', 'docker:server:1', '-o', `registry:${registry.host}/team/base:1`]);
      await flense([
        'slim',
        'docker:app:1',
        '-o',
        `registry:${registry.host}/team/app:1`,
        '--plan',
        path('plan.json'),
        '--base',
        `registry:${registry.host}/team/base:1`,
      ]);
      await run('skopeo', ['copy', '--src-tls-verify=false', `docker://${registry.host}/team/app:1`, `oci:${path('pulled')}:1`]);
      expect(await flense(['verify', 'docker:app:1', path('pulled'), '--plan', path('plan.json')])).toMatch(/^holds/);
    } finally {
      await registry.stop();
    }
  });
});

describe('flense dockerfile', () => {
  it.each(['0', '1'])('builds what slim writes, with DOCKER_BUILDKIT=%s', async (buildKit) => {
    const text = await flense(['dockerfile', 'docker:app:1', '--plan', path('plan.json')]);
    expect(text).toContain("drop /srv/app/many 7 deep/-x 'odd name'");
    const name = `app:built${buildKit}`;
    await build(name, text, {}, { DOCKER_BUILDKIT: buildKit });
    const slim = await listedTree(`oci:${path('layout')}`);
    await engine.docker(['save', '--output', path(`${buildKit}.tar`), name]);
    expect(treeDifferences(slim, await listedTree(path(`${buildKit}.tar`)))).toEqual([]);
    // Contents and capabilities.
    expect(await flense(['verify', 'docker:app:1', `docker:${name}`, '--plan', path('plan.json')])).toMatch(/^holds/);
    expect(await started(name)).toContain('odd');
  });

  it("keeps the user's own stages", async () => {
    writeFileSync(path('Dockerfile.own'), 'FROM debian:bookworm\nCOPY server.pl /srv/\nEXPOSE 8080\nCMD ["perl", "/srv/server.pl"]\n');
    const text = await flense(['dockerfile', 'docker:server:1', '--from', path('Dockerfile.own'), '--base', 'scratch']);
    expect(text).toMatch(/^FROM debian:bookworm AS app\nCOPY server.pl \/srv\/\n/);
    await build('server:own', text, { 'server.pl': server });
    expect(await flense(['verify', 'docker:server:1', 'docker:server:own'])).toMatch(/^holds/);
  });

  it.each(['0', '1'])('starts as slim does on a base that starts something else, with DOCKER_BUILDKIT=%s', async (buildKit) => {
    await build(
      'other:1',
      'FROM debian:bookworm\nWORKDIR /home/other\nSTOPSIGNAL SIGQUIT\nHEALTHCHECK CMD false\nENTRYPOINT ["/bin/false"]\nCMD ["x"]\n',
    );
    const text = await flense(['dockerfile', 'docker:server:1', '--base', 'other:1']);
    await build(`server:other${buildKit}`, text, {}, { DOCKER_BUILDKIT: buildKit });
    await flense(['slim', 'docker:server:1', '-o', 'docker:server:other-slim', '--base', 'docker:other:1', '--force']);
    const start = async (name: string): Promise<unknown> => {
      const [{ Config }] = JSON.parse((await engine.docker(['image', 'inspect', name])).toString('utf8'));
      const { Entrypoint, Cmd, WorkingDir, StopSignal, Healthcheck } = Config;
      const health = Healthcheck?.Test?.[0] === 'NONE' ? null : (Healthcheck ?? null);
      return { entrypoint: Entrypoint ?? [], cmd: Cmd, workingDir: WorkingDir || '/', stopSignal: StopSignal ?? 'SIGTERM', health };
    };
    const expected = await start('server:other-slim');
    expect(expected).toMatchObject({ entrypoint: [], workingDir: '/', stopSignal: 'SIGTERM', health: null });
    expect(await start(`server:other${buildKit}`)).toEqual(expected);
    expect(await flense(['verify', 'docker:server:1', `docker:server:other${buildKit}`, '--run', '--seconds', '3'])).toContain('Run alike');
  });
});

describe('flense verify --run', () => {
  it('starts both, and compares ports and answers', async () => {
    await flense(['slim', 'docker:server:1', '-o', 'docker:server:slim']);
    const json = await flense([
      'verify',
      'docker:server:1',
      'docker:server:slim',
      '--run',
      '--probe',
      'GET /health',
      '--probe',
      'GET :8080/x',
      '--seconds',
      '3',
      '--format',
      'json',
    ]);
    const { run: trial } = JSON.parse(json) as { readonly run: Record<string, unknown> };
    const each = {
      exitCode: null,
      ports: [8080],
      answers: [
        { probe: 'GET /health', status: 200, body: 'well' },
        { probe: 'GET :8080/x', status: 404, body: 'none' },
      ],
    };
    expect(trial).toMatchObject({ holds: true, original: each, slim: each, differences: [] });
    expect((await engine.docker(['ps', '--all', '--quiet'])).toString('utf8')).toBe('');
  });

  it('tells what a broken one does otherwise', async () => {
    await build('server:broken', 'FROM server:1\nCMD ["perl", "/srv/missing.pl"]\n');
    const { status, stdout } = await runAt(at, ['verify', 'docker:server:1', 'docker:server:broken', '--run', '--seconds', '2', '-q']);
    expect(status).toBe(1);
    expect(stdout.toString('utf8')).toContain('failure: the original kept running, the slim one ended with 2');
  });

  it('tells another result from what differs each time', async () => {
    const rows = 'printf "{\\"at\\":%d,\\"pid\\":%d,\\"id\\":\\"%x\\",\\"rows\\":%d}\\n", time, $$, rand 2**40, @ARGV;';
    await build('rows:1', 'FROM debian:bookworm\nCOPY rows.pl /srv/\nCMD ["perl", "/srv/rows.pl", "42"]\n', { 'rows.pl': rows });
    await build('rows:none', 'FROM rows:1\nCMD ["perl", "/srv/rows.pl", "0"]\n');
    await flense(['slim', 'docker:rows:1', '-o', 'docker:rows:slim']);
    const json = await flense(['verify', 'docker:rows:1', 'docker:rows:slim', '--run', '--format', 'json']);
    expect(JSON.parse(json).run).toMatchObject({
      holds: true,
      slim: { exitCode: 0, stdout: expect.stringMatching(/"rows":42}\n$/) },
      differences: [],
    });
    const { status, stdout } = await runAt(at, ['verify', 'docker:rows:1', 'docker:rows:none', '--run', '-q']);
    expect(status).toBe(1);
    expect(stdout.toString('utf8')).toContain('failure: the slim one writes something else to its standard output: "0" in place of "42"');
  });
});
