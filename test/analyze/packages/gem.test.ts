import { describe, expect, it } from 'vitest';
import { gemReader } from '../../../src/analyze/packages/gem.ts';
import { readingOf } from './reading-of.ts';

function specification(name: string, version: string, platform = 'ruby', more = ''): string {
  return `# -*- encoding: utf-8 -*-
# stub: ${name} ${version} ${platform} lib

Gem::Specification.new do |s|
  s.name = "${name}".freeze
  s.version = "${version}"
${more}
end
`;
}

const root = '/usr/lib/ruby/gems/3.1.0';

describe('gems', () => {
  it('are those of which a specification was installed, with their directories', async () => {
    const { packages, unreadable } = await readingOf(gemReader, {
      layers: [
        {
          [`${root}/specifications/rake-13.0.6.gemspec`]: specification(
            'rake',
            '13.0.6',
            'ruby',
            '  s.licenses = ["MIT".freeze, \'Ruby\']',
          ),
          [`${root}/gems/rake-13.0.6/lib/rake.rb`]: 5,
          [`${root}/specifications/default/json-2.6.1.gemspec`]: specification('json', '2.6.1'),
        },
        { [`${root}/specifications/nokogiri-1.15.0-x86_64-linux.gemspec`]: specification('nokogiri', '1.15.0', 'x86_64-linux') },
      ],
    });
    expect(unreadable).toEqual([]);
    expect([...packages].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      {
        type: 'gem',
        name: 'json',
        version: '2.6.1',
        purl: 'pkg:gem/json@2.6.1',
        license: null,
        path: `${root}/specifications/default/json-2.6.1.gemspec`,
        layer: 0,
        files: [`${root}/specifications/default/json-2.6.1.gemspec`],
        directories: [],
      },
      {
        type: 'gem',
        name: 'nokogiri',
        version: '1.15.0',
        purl: 'pkg:gem/nokogiri@1.15.0?platform=x86_64-linux',
        license: null,
        path: `${root}/specifications/nokogiri-1.15.0-x86_64-linux.gemspec`,
        layer: 1,
        files: [`${root}/specifications/nokogiri-1.15.0-x86_64-linux.gemspec`],
        directories: [],
      },
      {
        type: 'gem',
        name: 'rake',
        version: '13.0.6',
        purl: 'pkg:gem/rake@13.0.6',
        license: 'MIT OR Ruby',
        path: `${root}/specifications/rake-13.0.6.gemspec`,
        layer: 0,
        files: [`${root}/specifications/rake-13.0.6.gemspec`],
        directories: [`${root}/gems/rake-13.0.6`],
      },
    ]);
  });

  it('are read without the comment of newer tools', async () => {
    const text = "Gem::Specification.new do |s|\n  s.name = %q{no}\n  s.name = 'old'\n  s.version = '1.0'\nend\n";
    const { packages } = await readingOf(gemReader, {
      layers: [{ '/g/specifications/old-1.0.gemspec': text.replace('  s.name = %q{no}\n', '') }],
    });
    expect(packages.map(({ purl }) => purl)).toEqual(['pkg:gem/old@1.0']);
  });

  it('are not the sources of one', async () => {
    const layer = { '/app/app.gemspec': specification('app', '1'), [`${root}/gems/a-1/a.gemspec`]: specification('a', '1') };
    expect(await readingOf(gemReader, { layers: [layer] })).toEqual({ packages: [], unreadable: [] });
  });

  it.each([
    ['that names no version', 'Gem::Specification.new do |s|\n  s.name = "a"\n  s.version = A::VERSION\nend\n'],
    ['that is empty', ''],
    ['of a hostile line', `  s.name = ${'"\\'.repeat(500_000)}`],
  ])('are told where a specification cannot be read: one %s', async (_, content) => {
    const path = '/g/specifications/a-1.gemspec';
    expect(await readingOf(gemReader, { layers: [{ [path]: content }] })).toEqual({
      packages: [],
      unreadable: [{ path, reason: 'expected a specification with a name and a version' }],
    });
  });
});
