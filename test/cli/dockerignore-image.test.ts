import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerArchive } from '../support/docker-archive.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';

const expected = [
  '# What app:1 got from its build context, and does not need.',
  '# 2 files, 5.00 MB',
  '**/.git',
  '# 1 file, 10 B',
  '**/Dockerfile',
  '',
].join('\n');

function archive(): string {
  const path = join(temporaryDirectory(), 'image.tar');
  const layers = [{ '/app/.git/a': 4_000_000, '/app/main.js': 7 }, { '/app/.wh..git': 0 }, { '/b/.git/x': 1_000_000, '/b/Dockerfile': 10 }];
  writeFileSync(path, dockerArchive({ layers, names: ['app:1'], history: ['COPY . /app', 'RUN /bin/sh -c rm -r .git', 'ADD b /b'] }));
  return path;
}

describe('flense dockerignore', () => {
  it('writes the patterns of all layers that were copied, with what each is about', async () => {
    expect(await runFlense(['dockerignore', archive()])).toEqual({ status: 0, stdout: expected, stderr: '' });
  });

  it('writes into a file instead', async () => {
    const output = join(temporaryDirectory(), '.dockerignore');
    expect(await runFlense(['dockerignore', archive(), '-o', output])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(output, 'utf8')).toBe(expected);
  });
});
