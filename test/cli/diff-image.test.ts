import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerArchive } from '../support/docker-archive.ts';
import { temporaryDirectory, temporaryFile } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';
import { sample } from './sample.ts';

const multi = sample('multi-platform.tar');
const platforms = ['--image', '1.4.0', '--platforms', 'linux/amd64,linux/arm64'];
const images = () => ({
  old: temporaryFile('old.tar', dockerArchive({ layers: [{ '/etc/a': 'one', '/gone': 3_000 }] })),
  fresh: temporaryFile('new.tar', dockerArchive({ layers: [{ '/etc/a': 'two', '/\u001b[31m': 2_000 }], config: { User: 'app' } })),
});

describe('flense diff', () => {
  it('tells a person what differs', async () => {
    const { old, fresh } = images();
    const { status, stdout, stderr } = await runFlense(['diff', old, fresh], { environment: { COLUMNS: '200' } });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.replace(old, 'A').replace(fresh, 'B').split('\n')).toEqual([
      'A → B',
      '  before     3.00 kB · 1 layer',
      '  after      2.00 kB · 1 layer · -1.00 kB',
      '  layers     0 of 1 shared',
      '  pull       1 layer, 2.00 kB, for who has the first',
      '  paths      1 added, 1 removed, 1 changed · +2.00 kB -3.00 kB ~3 B',
      '',
      'Configuration',
      '  + user                           (not set) → app',
      '',
      'Directories',
      '     -1.00 kB  /  +2.00 kB -3.00 kB ~3 B · 3 paths',
      '',
      'Files',
      '  -   3.00 kB  /gone',
      '  +   2.00 kB  /\\x1b[31m',
      '  ~       3 B  /etc/a  content',
      '',
    ]);
  });

  it('ends with 1 where something differs, if that was the question', async () => {
    const { old, fresh } = images();
    expect((await runFlense(['diff', old, fresh])).status).toBe(0);
    const { status, stdout, stderr } = await runFlense(['diff', old, fresh, '--exit-code']);
    expect([status, stderr, stdout.includes('Files')]).toEqual([1, '', true]);
    const same = await runFlense(['diff', old, old, '--exit-code']);
    expect([same.status, same.stdout.includes('nothing differs')]).toEqual([0, true]);
  });

  it('writes JSON, into a file as well', async () => {
    const { old, fresh } = images();
    const path = join(temporaryDirectory(), 'diff.json');
    expect(await runFlense(['diff', old, fresh, '-f', 'json', '-o', path])).toEqual({ status: 0, stdout: '', stderr: '' });
    const diff = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>;
    expect(diff).toMatchObject({ schemaVersion: 1, isSame: false, files: { length: 3 } });
    expect(Object.keys(diff)).toEqual([
      'schemaVersion',
      'tool',
      'before',
      'after',
      'isSame',
      'layers',
      'pull',
      'config',
      'packages',
      'unpackaged',
      'total',
      'directories',
      'files',
    ]);
  });

  it('writes Markdown, as inspect does', async () => {
    const { old, fresh } = images();
    const diff = await runFlense(['diff', old, fresh, '-f', 'markdown']);
    expect([diff.status, diff.stderr, diff.stdout.includes('\n| size | 3.00 kB | 2.00 kB | -1.00 kB |\n')]).toEqual([0, '', true]);
    const inspected = await runFlense(['inspect', fresh, '-f', 'markdown']);
    expect([inspected.status, inspected.stdout.includes('\n| 2.00 kB | 0 | <code>/&#92;x1b&#91;31m</code> |\n')]).toEqual([0, true]);
  });

  it('compares two platforms of one index, and two images of one archive', async () => {
    const { status, stdout } = await runFlense(['diff', multi, ...platforms], { environment: { COLUMNS: '200' } });
    expect([status, stdout.split('\n')[0], stdout.includes('/usr/bin/buoy  content')]).toEqual([
      0,
      `${multi} (linux/amd64) → ${multi} (linux/arm64)`,
      true,
    ]);
    const patched = await runFlense(['diff', sample('legacy.tar'), '--images', 'anchor:1.0,anchor:patched', '--exit-code']);
    expect(patched.status).toBe(1);
  });

  it('says what it lacks', async () => {
    const { old } = images();
    expect((await runFlense(['diff', old])).stderr).toBe(
      'flense: expected a second image, or two of the first by --platforms or --images, got neither\n',
    );
    expect((await runFlense(['diff', multi, '--platforms', 'linux/amd64'])).stderr).toBe(
      'flense: --platforms: expected two like linux/amd64,linux/arm64, got "linux/amd64"\n',
    );
  });
});
