import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { writeDocument } from '../../../src/cli/view/write-document.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const home = process.cwd();
const { signal } = new AbortController();

afterEach(() => process.chdir(home));

it('writes to the current directory, and replaces nothing that is there', async () => {
  process.chdir(temporaryDirectory());
  expect(await writeDocument('Dockerfile', 'FROM a\n', signal)).toBe('Dockerfile: written');
  expect(await writeDocument('Dockerfile', 'FROM b\n', signal)).toBe('Dockerfile.slim: written, as there is another Dockerfile');
  expect(await writeDocument('Dockerfile', 'FROM c\n', signal)).toBe('Dockerfile.slim2: written, as there is another Dockerfile');
  expect(readFileSync('Dockerfile', 'utf8')).toBe('FROM a\n');
  expect(readFileSync('Dockerfile.slim', 'utf8')).toBe('FROM b\n');
});

it('does not write again what is there already', async () => {
  process.chdir(temporaryDirectory());
  await writeDocument('Dockerfile', 'FROM a\n', signal);
  await writeDocument('Dockerfile', 'FROM b\n', signal);
  expect(await writeDocument('Dockerfile', 'FROM b\n', signal)).toBe('Dockerfile.slim: has it already');
  expect(readdirSync('.')).toEqual(['Dockerfile', 'Dockerfile.slim']);
});

it('leaves the ending that says how a file is read', async () => {
  process.chdir(temporaryDirectory());
  writeFileSync('kubernetes.yaml', 'mine');
  symlinkSync('nowhere', '.dockerignore');
  expect(await writeDocument('kubernetes.yaml', 'kind: Pod\n', signal)).toContain('kubernetes.slim.yaml: written');
  expect(await writeDocument('.dockerignore', '*\n', signal)).toContain('.dockerignore.slim: written');
});
