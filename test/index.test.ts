import { describe, expect, it } from 'vitest';
import * as library from '../src/index.ts';
import { ociArchive } from './support/oci-layout.ts';
import { temporaryDirectory, temporaryFile } from './support/temporary-directory.ts';

const image = (): string => temporaryFile('image.tar', ociArchive({ layers: [{ '/tmp/a': 5 }, { '/.wh.tmp': 0 }] }));

/** Without anything of this machine. */
const bare = () => ({ cacheDirectory: temporaryDirectory(), threads: 0, environment: {}, homeDirectory: temporaryDirectory() });

const own: library.Analyzer = {
  id: 'own',
  title: 'Own',
  analyze: ({ tree }) => ({
    findings: [
      {
        code: 'own/found',
        severity: 'info',
        summary: `${tree.layers.length} layers`,
        bytes: 0,
        evidence: [],
        remedy: { kind: 'change-config', text: 'none', field: 'User' },
      },
    ],
    unreadable: [],
  }),
};

async function outcomes(reference: string, options: Partial<library.LibraryOptions>): Promise<readonly string[]> {
  const { report, close } = await library.inspect(reference, options);
  close();
  return report.outcomes.map(({ analyzer }) => analyzer);
}

describe('the library', () => {
  it('has each analyzer by its name', () => {
    const names = library.analyzers.map(({ id }) => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));
    const byName = library as unknown as Readonly<Record<string, unknown>>;
    expect(names.filter((name, i) => (byName[name] ?? byName[`${name}Analyzer`]) !== library.analyzers[i])).toEqual([]);
  });

  it('inspects with all of them', async () => {
    const ids = library.analyzers.map(({ id }) => id);
    expect((await outcomes(image(), bare())).filter((id) => ids.includes(id))).toEqual(ids.toSorted());
  });

  it('inspects with those that it is given, whatever was kept of a look with others', async () => {
    const reference = image();
    const options = bare();
    const all = await outcomes(reference, { ...options, build: 'one' });
    const some = await outcomes(reference, { ...options, analyzers: [library.shell, own] });
    expect(some.filter((id) => all.includes(id) || id === 'own')).toEqual(expect.arrayContaining(['own', 'shell']));
    expect(some).not.toContain('root-user');
    expect(await outcomes(reference, { ...options, build: 'one' })).toEqual(all);
    const { report, close } = await library.inspect(reference, { ...options, analyzers: [own] });
    close();
    expect(report.findings.map(({ code, summary }) => [code, summary])).toEqual([['own/found', '2 layers']]);
  });

  it('computes waste without any', async () => {
    const { report, close } = await library.inspect(image(), { ...bare(), analyzers: [] });
    close();
    expect([report.waste.reclaimableBytes, report.findings]).toEqual([5, []]);
  });
});
