import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runFlense } from '../cli/run-flense.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { imageFile, keptPaths, libc, planOf, program, staticProgram, warningCodes } from './plan-of.ts';

const image = {
  layers: [{ ...libc, '/app': program(), '/usr/bin/tool': staticProgram(), '/usr/share/doc/a': 'x', '/srv/data': 'x' }],
  config: { Entrypoint: ['/app'] },
};

describe('the options of a plan', () => {
  it('keeps and drops what is asked for, and says what that may break', async () => {
    const plan = await planOf(image, '--keep', '/usr/share/**', '--drop', '/srv', '--drop', '/lib/**/libc.so.6');
    expect(keptPaths(plan)).toEqual(['/app', '/lib64/ld-linux-x86-64.so.2', '/usr/share/doc/a']);
    expect(plan.warnings.find(({ code }) => code === 'dropped-and-needed')).toEqual({
      code: 'dropped-and-needed',
      text: 'it is dropped as asked for, and is needed by /app',
      path: '/lib/x86_64-linux-gnu/libc.so.6',
      line: null,
    });
  });

  it.each([
    [['/srv/docs/b'], ['/srv/docs'], ['/srv/docs/b', '/srv/other']],
    [['/srv'], ['/srv/docs'], ['/srv/other']],
    [['/srv/**'], ['/srv/docs/**'], ['/srv/other']],
    [['/srv/**'], ['**/b'], ['/srv/docs/a', '/srv/other']],
    [['/srv/docs/*'], ['**'], ['/srv/docs/a', '/srv/docs/b']],
    [['/srv/docs'], ['/srv/docs'], ['/srv/other']],
  ])('of --keep %j and --drop %j takes the closer, and drops where both are alike', async (keep, drop, kept) => {
    const files = { '/app': staticProgram(), '/srv/docs/a': 'x', '/srv/docs/b': 'x', '/srv/other': 'x' };
    const options = [...keep.flatMap((glob) => ['--keep', glob]), ...drop.flatMap((glob) => ['--drop', glob])];
    const plan = await planOf({ layers: [files], config: { Entrypoint: ['/app'] } }, ...options);
    expect(keptPaths(plan).filter((path) => path !== '/app')).toEqual(kept);
  });

  it('tells of what is asked for and dropped', async () => {
    const files = { '/app': staticProgram(), '/srv/docs/a': 'x', '/srv/docs/b': 'x' };
    const plan = await planOf({ layers: [files], config: { Entrypoint: ['/app'] } }, '--keep', '/srv', '--drop', '/srv/docs/*');
    expect(plan.warnings.filter(({ code }) => code.startsWith('dropped-')).map(({ text }) => text)).toEqual([
      '--keep /srv asks for 2 paths that --drop names as closely or closer, and that are dropped',
    ]);
  });

  it('says that a glob matches nothing', async () => {
    expect(warningCodes(await planOf(image, '--keep', '/none/**'))).toContain('keep-matches-nothing');
  });

  it('keeps what further commands need', async () => {
    expect(keptPaths(await planOf(image, '--exec', "tool 'a b'"))).toContain('/usr/bin/tool');
    expect(keptPaths(await planOf(image))).not.toContain('/usr/bin/tool');
  });

  it('takes what the project says, and what is typed over it', async () => {
    const config = join(temporaryDirectory(), 'flense.yml');
    writeFileSync(config, 'plan:\n  base: distroless\n  keep: [/usr/share/**]\n  drop: [/srv]\n');
    const plan = await planOf(image, '--config', config, '--base', 'scratch', '--keep', '/usr/bin/tool');
    expect(keptPaths(plan).filter((path) => !path.startsWith('/lib'))).toEqual(['/app', '/usr/bin/tool', '/usr/share/doc/a']);
  });

  it.each([
    ['auto', 'image'],
    ['scratch', 'scratch'],
  ])('takes %s for a base', async (base, kind) => {
    const plan = await planOf(
      {
        layers: [{ '/app': staticProgram({ textBytes: 8e6 }), '/usr/share/doc/a': new Uint8Array(4e6) }],
        config: { Entrypoint: ['/app'] },
      },
      '--base',
      base,
    );
    expect(plan.base.kind).toBe(kind);
  });

  it('leaves nothing to a base that it does not know', async () => {
    const plan = await planOf(image, '--base', 'registry.example/base:1');
    expect(plan.base).toEqual({ kind: 'image', reference: 'registry.example/base:1', bytes: 0 });
    expect(warningCodes(plan)).toContain('unknown-base');
  });

  it('refuses distroless where no image of it fits', async () => {
    const { status, stderr } = await runFlense(['advise', imageFile(image), '--base', 'distroless', '--no-cache']);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^flense: --base distroless: expected one that fits, got none: /)]);
  });

  it('tells why a file is kept, or is not', async () => {
    const why = async (path: string) => (await runFlense(['advise', imageFile(image), '--no-cache', '--why', path])).stdout;
    expect(await why('/lib/x86_64-linux-gnu/libc.so.6')).toBe(
      '/lib/x86_64-linux-gnu/libc.so.6\n  ← needed by /app\n    ← the entrypoint\nkept; certain\n',
    );
    expect(await why('/usr/bin/tool')).toBe('/usr/bin/tool\n  left out: a program that nothing was seen to start\n');
    const { status, stderr } = await runFlense(['advise', imageFile(image), '--no-cache', '--why', '/none']);
    expect([status, stderr]).toEqual([2, 'flense: /none: expected a file of the image, got nothing there\n']);
  });
});
