import { describe, expect, it } from 'vitest';
import { keptPaths, libc, planOf, program } from '../plan-of.ts';

const catalogs = '/usr/share/locale/de/LC_MESSAGES';
const paragraph = (name: string): string => `Package: ${name}\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n\n`;
const files = {
  ...libc,
  '/usr/bin/tool': program(),
  [`${catalogs}/tool.mo`]: 'x',
  [`${catalogs}/tool-extra.mo`]: 'x',
  [`${catalogs}/other.mo`]: 'x',
  [`${catalogs}/libc.mo`]: 'x',
  '/usr/share/locale/fr/LC_MESSAGES/tool.mo': 'x',
  '/var/lib/dpkg/status': ['tool', 'tool-translations', 'other', 'libc-l10n'].map(paragraph).join(''),
  '/var/lib/dpkg/info/tool.list': `/usr/bin/tool\n${catalogs}/tool-extra.mo\n/usr/share/locale/fr/LC_MESSAGES/tool.mo\n`,
  '/var/lib/dpkg/info/tool-translations.list': `${catalogs}/tool.mo\n`,
  '/var/lib/dpkg/info/other.list': `${catalogs}/other.mo\n`,
  '/var/lib/dpkg/info/libc-l10n.list': `${catalogs}/libc.mo\n`,
};

async function keptFor(env: readonly string[]): Promise<readonly string[]> {
  const plan = await planOf({ layers: [files], config: { Entrypoint: ['tool'], Env: env } }, '--strategy', 'minimal');
  return keptPaths(plan).filter((path) => path.endsWith('.mo'));
}

describe('texts in the language of the image', () => {
  it('are those of what is kept, whoever brought them', async () => {
    expect(await keptFor(['LANG=de_DE.UTF-8'])).toEqual([`${catalogs}/libc.mo`, `${catalogs}/tool-extra.mo`, `${catalogs}/tool.mo`]);
  });

  it('are none where it speaks English', async () => {
    expect(await keptFor(['LANG=en_US.UTF-8'])).toEqual([]);
  });
});
