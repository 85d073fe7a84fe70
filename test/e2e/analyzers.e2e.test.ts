import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { inspect } from '../../src/index.ts';
import type { Report } from '../../src/model/report.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import { installPackages } from './support/apt.ts';
import { debianArchive } from './support/import-debian.ts';
import { run } from './support/run.ts';

/** What analyzers say of whole userlands, against the tools that such a system has for the same question. */

let scratch: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'flense-analyzers-'));
  await installPackages(['debootstrap', 'libcap2-bin']);
});

afterAll(() => run('rm', ['-rf', '--one-file-system', scratch]));

async function reportOf(directory: string): Promise<Report> {
  const attributes = ['--xattrs', '--xattrs-include=security.capability', '--format=posix'];
  const tar = await run('tar', ['--create', ...attributes, '--directory', directory, '.']);
  const archive = `${directory}.tar`;
  writeFileSync(archive, dockerArchive({ layers: [tar] }));
  const { report, close } = await inspect(archive, { cacheDirectory: null });
  close();
  return report;
}

/** Paths of the files that an analyzer has as evidence, sorted. */
function seenBy(report: Report, analyzer: string): readonly string[] {
  const findings = report.findings.filter(({ code }) => code.startsWith(`${analyzer}/`));
  return findings.flatMap(({ evidence }) => evidence.flatMap((one) => (one.kind === 'file' ? [one.path] : []))).sort();
}

/** What `find` prints of a directory, as paths of the image, sorted. */
async function found(directory: string, ...tests: readonly string[]): Promise<readonly string[]> {
  const output = await run('find', [directory, '-xdev', ...tests, '-printf', '/%P\\n']);
  return output.toString('utf8').split('\n').slice(0, -1).sort();
}

describe('a Debian userland', () => {
  let root: string;
  let report: Report;

  beforeAll(async () => {
    root = join(scratch, 'debian');
    mkdirSync(root);
    await run('tar', [
      '--extract',
      '--file',
      await debianArchive(inject('sharedDirectory'), 'bookworm'),
      '--directory',
      root,
      '--same-owner',
      '--same-permissions',
    ]);
    await run('install', ['--mode=4755', join(root, 'usr/bin/env'), join(root, 'usr/local/bin/run-as-root')]);
    await run('install', ['--mode=0755', join(root, 'usr/bin/env'), join(root, 'usr/local/bin/listen')]);
    await run('setcap', ['cap_net_bind_service,cap_net_raw+ep', join(root, 'usr/local/bin/listen')]);
    mkdirSync(join(root, 'srv/open'), { mode: 0o777 });
    await run('chmod', ['0777', join(root, 'srv/open')]);
    writeFileSync(join(root, 'srv/open/file'), 'x');
    await run('chmod', ['0666', join(root, 'srv/open/file')]);
    report = await reportOf(root);
  });

  it('is looked through by all', () => {
    expect(report.outcomes.filter(({ status }) => status !== 'ok')).toEqual([]);
  });

  it('has the setuid and setgid programs that find finds', async () => {
    expect(seenBy(report, 'setuid-file')).toEqual(await found(root, '-type', 'f', '-perm', '/6000'));
  });

  it('has the capabilities that getcap finds', async () => {
    const lines = (await run('getcap', ['-r', root])).toString('utf8').split('\n').slice(0, -1);
    expect(seenBy(report, 'file-capability')).toEqual(lines.map((line) => line.slice(root.length, line.indexOf(' '))).sort());
  });

  it('has the files and directories open to all that find finds', async () => {
    const open = ['(', '-type', 'f', '-o', '-type', 'd', '!', '-perm', '-1000', ')', '-perm', '-0002'];
    expect(seenBy(report, 'world-writable')).toEqual(await found(root, ...open));
  });

  it('has the shells that it lists, behind their links', async () => {
    const listed = readFileSync(join(root, 'etc/shells'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('/'));
    const programs = listed.map((path) => realpathSync(join(root, path)).slice(root.length));
    expect(seenBy(report, 'shell')).toEqual(expect.arrayContaining([...new Set(programs)]));
  });

  it('has no secret, no leftover of a build, and no settings of one place', () => {
    const silent = ['secret', 'baked-configuration', 'build-leftover', 'dev-dependency', 'ignored-file', 'unpinned-base', 'vcs-metadata'];
    expect(report.findings.filter(({ code }) => silent.some((id) => code.startsWith(`${id}/`)))).toEqual([]);
  });
});

const corpus = resolve('../shared/corpus');
const absence = existsSync(corpus) ? '' : ' (skipped: there is no ../shared/corpus)';

describe.skipIf(absence !== '')(`the root of Alpine${absence}`, () => {
  let root: string;
  let report: Report;

  beforeAll(async () => {
    root = join(scratch, 'alpine');
    mkdirSync(root);
    const archive = 'alpinelinux+docker-alpine/alpine-minirootfs-3.20.3-x86_64.tar.gz';
    await run('tar', ['--extract', '--file', join(corpus, archive), '--directory', root]);
    report = await reportOf(root);
  });

  it('has the setuid programs that find finds', async () => {
    expect(seenBy(report, 'setuid-file')).toEqual(await found(root, '-type', 'f', '-perm', '/6000'));
  });

  it('is a busybox, and has no secret', () => {
    expect(seenBy(report, 'shell')).toContain('/bin/busybox');
    expect(report.findings.filter(({ code }) => code.startsWith('secret/'))).toEqual([]);
  });
});
