import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyzers } from '../analyzers/index.ts';
import { defaultLimits } from '../src/model/limits.ts';
import { runFlense } from './cli/run-flense.ts';

const readme = readFileSync('README.md', 'utf8');
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

/** The words in backquotes of the first column of a table. */
function firstColumn(heading: string): readonly string[] {
  const [, table = ''] = readme.split(`\n${heading}\n`);
  const rows = table.split('\n\n')[0]!.split('\n').slice(1);
  return rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, word]) => word!));
}

describe('the README', () => {
  it('shows what the program prints, parts of it left out', async () => {
    const [, picture = ''] = /```\n(sample-images\/wasteful-app\.tar\n.+?)\n```/s.exec(readme) ?? [];
    const { stdout } = await runFlense(['inspect', 'sample-images/wasteful-app.tar'], { analyzers });
    const parts = picture.split('\n…\n').map((part) => part.replace(/\n…$/, ''));
    expect(parts.length).toBeGreaterThan(1);
    let printed = stdout;
    for (const part of parts) {
      expect(printed).toContain(`${part}\n`);
      printed = printed.slice(printed.indexOf(part) + part.length);
    }
  });

  it('names each dependency, and no other', () => {
    expect(firstColumn('| package | for | why this one |').toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted());
    const [, development = ''] = readme.split('\nFor development: ');
    const named = [...development.split('\n\n')[0]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    const ours = Object.keys(manifest.devDependencies).filter((name) => !name.startsWith('@types/') && !name.startsWith('ajv-'));
    expect(named.toSorted()).toEqual(ours.toSorted());
  });

  it('names each limit', () => {
    expect(firstColumn('| limit | default | what |').toSorted()).toEqual(Object.keys(defaultLimits).toSorted());
  });
});
