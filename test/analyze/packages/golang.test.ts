import { describe, expect, it } from 'vitest';
import { golangReader } from '../../../src/analyze/packages/golang.ts';
import { elf } from '../../support/elf.ts';
import { readingOf } from './reading-of.ts';

const moduleInfo = [
  'path\tgithub.com/Acme/app/cmd/app',
  'mod\tgithub.com/Acme/app\t(devel)\t',
  'dep\tgithub.com/pkg/errors\tv0.9.1\th1:x=',
  'dep\tgolang.org/x/old\tv1.0.0',
  '=>\tgolang.org/x/new\tv1.1.0\th1:y=',
  'dep\tgithub.com/acme/lib\tv1.0.0',
  '=>\t../lib\t(devel)\t',
  'build\t-compiler=gc',
  '',
].join('\n');

describe('modules in Go binaries', () => {
  it('are the main module, which owns the file, what was linked into it, and the standard library', async () => {
    const content = elf({ goBuildInfo: { goVersion: 'go1.22.1 X:nocoverageredesign', moduleInfo } });
    const { packages, unreadable } = await readingOf(golangReader, {
      layers: [{ '/app': content }, { '/app': { content, uid: 1 } }, { '/other': elf({}), '/gone': content }, { '/.wh.gone': 0 }],
    });
    expect(unreadable).toEqual([]);
    const common = { type: 'golang', license: null, path: '/app', layer: 0, directories: [] };
    expect(packages).toEqual([
      { ...common, name: 'github.com/Acme/app', version: '(devel)', purl: 'pkg:golang/github.com/acme/app', files: ['/app'] },
      { ...common, name: 'github.com/pkg/errors', version: 'v0.9.1', purl: 'pkg:golang/github.com/pkg/errors@v0.9.1', files: [] },
      { ...common, name: 'golang.org/x/new', version: 'v1.1.0', purl: 'pkg:golang/golang.org/x/new@v1.1.0', files: [] },
      { ...common, name: 'github.com/acme/lib', version: '', purl: 'pkg:golang/github.com/acme/lib', files: [] },
      { ...common, name: 'stdlib', version: '1.22.1', purl: 'pkg:golang/stdlib@1.22.1', files: [] },
    ]);
  });

  it('of a binary without a main module have no owner of the file', async () => {
    const content = elf({ goBuildInfo: { goVersion: 'go1.19.8', moduleInfo: 'path\tcmd/compile\nbuild\t-compiler=gc\n' } });
    const { packages } = await readingOf(golangReader, { layers: [{ '/usr/lib/go/compile': content }] });
    expect(packages.map(({ name, version, files }) => [name, version, files])).toEqual([['stdlib', '1.19.8', []]]);
  });

  it('are those of another build where the file was replaced', async () => {
    const build = (version: string) => elf({ goBuildInfo: { goVersion: 'devel +abc', moduleInfo: `mod\ta.b/c\t${version}\t\n` } });
    const { packages } = await readingOf(golangReader, { layers: [{ '/app': build('v1.0.0') }, { '/app': build('v1.0.1') }] });
    expect(packages.map(({ name, version, layer }) => [name, version, layer])).toEqual([['a.b/c', 'v1.0.1', 1]]);
  });

  it('survive lines that make no sense', async () => {
    const content = elf({ goBuildInfo: { goVersion: 'x', moduleInfo: '=>\ta\tb\nmod\ndep\t\tv1\n\t\t\t\nmod\t..\t..\n' } });
    const { packages } = await readingOf(golangReader, { layers: [{ '/app': content }] });
    expect(packages.map(({ name, version, purl }) => [name, version, purl])).toEqual([['..', '..', 'pkg:golang/..@..']]);
  });
});
