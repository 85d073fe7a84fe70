import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { runFlense } from '../run-flense.ts';

/** What bash offers at the end of a line that is being typed in a directory of a few files. */
async function offered(line: string): Promise<readonly string[]> {
  const { stdout: script } = await runFlense(['completion', 'bash']);
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'image.tar'), '');
  writeFileSync(join(directory, 'my image.tar'), '');
  mkdirSync(join(directory, 'layout'));
  const words = line.split(' ');
  const driver = `${script}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length - 1}
_flense 2>/dev/null
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync('bash', ['--norc', '-c', driver], { cwd: directory, encoding: 'utf8' });
  return output
    .split('\n')
    .filter((word) => word !== '')
    .sort();
}

const files = ['image.tar', 'layout', 'my image.tar'];

describe('the completion of bash', () => {
  it.each<[string, readonly string[]]>([
    ['flense ins', ['inspect']],
    ['flense ima', ['image.tar']],
    ['flense ls ', files],
    ['flense ls my', ['my image.tar']],
    ['flense ls image.tar /', []],
    ['flense ls --fo', ['--format']],
    ['flense ls --format ', ['json', 'text']],
    ['flense ls -f j', ['json']],
    ['flense ls --layer ', []],
    ['flense ls --layer 3 --changed ima', ['image.tar']],
    ['flense inspect image.tar -o lay', ['layout']],
    ['flense inspect image.tar --format d', ['dive-json']],
    ['flense extract image.tar /etc ', []],
    ['flense cache ', ['clear', 'ls', 'prune']],
    ['flense cache prune --max', ['--max-size']],
    ['flense cache ls ima', []],
    ['flense completion ', ['bash', 'fish', 'zsh']],
    ['flense --qu', ['--quiet']],
  ])('offers after "%s" %j', async (line, words) => {
    expect(await offered(line)).toEqual(words);
  });

  it('offers commands and files where both may stand', async () => {
    expect(await offered('flense ')).toEqual(expect.arrayContaining([...files, 'inspect', 'ls', 'cat', 'extract', 'cache', 'completion']));
  });
});
