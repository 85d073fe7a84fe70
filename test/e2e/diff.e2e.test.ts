import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImageDiff } from '../../src/model/image-diff.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { flense } from './support/flense.ts';
import { run, tryRun } from './support/run.ts';

/** A tree of files of a few sizes and contents; `change` alters some of them. */
function makeTree(root: string, change: boolean): void {
  for (let i = 0; i < 200; i++) {
    const directory = join(root, `d${i % 7}`, `e${i % 3}`);
    mkdirSync(directory, { recursive: true });
    const isOther = change && i % 11 === 0;
    writeFileSync(join(directory, `f${i}`), `${isOther ? 'other' : 'plain'} ${i}`.repeat(1 + (i % 50)));
    if (change && i % 13 === 0) chmodSync(join(directory, `f${i}`), 0o750);
    if (change && i % 17 === 0) rmSync(join(directory, `f${i}`));
    if (i % 19 === 0) symlinkSync(isOther || change ? 'g' : 'f', join(directory, `l${i}`));
    if (change && i % 23 === 0) writeFileSync(join(directory, `new ${i}`), 'new');
  }
}

async function imageOf(tree: string, path: string): Promise<void> {
  const tar = await run('tar', ['-C', tree, '--numeric-owner', '--owner=0', '--group=0', '-cf', '-', '.']);
  writeFileSync(path, dockerArchive({ layers: [tar] }));
}

describe('flense diff, beside GNU diff', () => {
  it('finds the same files added, removed and changed', async () => {
    const directory = temporaryDirectory();
    for (const [name, change] of [['a', false] as const, ['b', true] as const]) {
      makeTree(join(directory, name), change);
      await imageOf(join(directory, name), join(directory, `${name}.tar`));
    }
    const oracle = await tryRun('diff', ['-rq', '--no-dereference', 'a', 'b'], { cwd: directory, env: { ...process.env, LC_ALL: 'C' } });
    const told = oracle.stdout.toString('utf8').trim().split('\n').map(toLine);

    const path = join(directory, 'diff.json');
    const args = ['diff', join(directory, 'a.tar'), join(directory, 'b.tar'), '--format', 'json', '-o', path, '--exit-code'];
    expect((await flense(args)).status).toBe(1);
    const { files } = JSON.parse((await run('cat', [path])).toString('utf8')) as ImageDiff;
    const found = files
      .filter(({ change, fields }) => change !== 'changed' || fields.includes('content') || fields.includes('target'))
      .map(({ change, path: at }) => `${change} ${at}`);
    expect([oracle.status, found.length > 30, found.toSorted()]).toEqual([1, true, told.toSorted()]);
    // What GNU diff does not look at.
    expect(files.filter(({ fields }) => fields.includes('mode')).length).toBeGreaterThan(5);
  });

  it('finds nothing where only times differ', async () => {
    const directory = temporaryDirectory();
    makeTree(join(directory, 'a'), false);
    await imageOf(join(directory, 'a'), join(directory, 'a.tar'));
    await run('find', [join(directory, 'a'), '-exec', 'touch', '-h', '-d', '2001-01-01', '{}', '+']);
    await imageOf(join(directory, 'a'), join(directory, 'b.tar'));
    const { status, stdout } = await flense(['diff', join(directory, 'a.tar'), join(directory, 'b.tar'), '--exit-code']);
    expect([status, stdout.toString('utf8').includes('nothing differs')]).toEqual([0, true]);
  });
});

/** `Only in a/d1/e1: f17`, `Files a/x and b/x differ`, `Symbolic links a/x and b/x differ`. */
function toLine(text: string): string {
  const [, side, directory, name] = /^Only in (a|b)(.*): (.*)$/.exec(text) ?? [];
  if (name !== undefined) return `${side === 'a' ? 'removed' : 'added'} ${directory}/${name}`;
  return `changed ${/^(?:Files|Symbolic links) a(.*) and b\1 differ$/.exec(text)![1]}`;
}
