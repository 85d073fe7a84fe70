import { describe, expect, it } from 'vitest';
import { rpmReader } from '../../../src/analyze/packages/rpm.ts';
import { readingOf } from './reading-of.ts';

const reason = 'the databases of rpm are not read yet: its packages are missing';

describe('a database of rpm', () => {
  it.each(['/var/lib/rpm/Packages', '/var/lib/rpm/rpmdb.sqlite', '/usr/lib/sysimage/rpm/Packages.db'])('is told once: %s', async (path) => {
    const layer = { [path]: 'x', ...(path.startsWith('/usr') ? { '/var/lib/rpm': { linkTarget: '../../usr/lib/sysimage/rpm' } } : {}) };
    expect(await readingOf(rpmReader, { layers: [layer] })).toEqual({ packages: [], unreadable: [{ path, reason }] });
  });

  it('is not the directory in which it would be', async () => {
    const layer = { '/var/lib/rpm/': 0, '/srv/rpm/Packages': 'x' };
    expect(await readingOf(rpmReader, { layers: [layer] })).toEqual({ packages: [], unreadable: [] });
  });
});
