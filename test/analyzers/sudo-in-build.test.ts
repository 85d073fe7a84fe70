import { describe, expect, it } from 'vitest';
import { sudoInBuild } from '../../analyzers/sudo-in-build.ts';
import { seenBy } from './analysis-of.ts';

const builtBy = (createdBy: string) => ({ layers: [{ '/a': 1 }], history: [createdBy] });

describe('sudo-in-build', () => {
  it.each([
    'RUN /bin/sh -c sudo apt-get update # buildkit',
    'RUN /bin/sh -c cd /tmp && DEBIAN_FRONTEND=noninteractive sudo -E make install # buildkit',
    '/bin/sh -c if true; then sudo make; fi',
    '|1 A=b /bin/sh -c /usr/bin/sudo true',
  ])('reports %s', async (createdBy) => {
    expect(await seenBy(sudoInBuild, builtBy(createdBy))).toHaveLength(1);
  });

  it.each([
    'RUN /bin/sh -c apt-get install -y sudo # buildkit',
    'RUN /bin/sh -c echo "please sudo make" && echo \'x; sudo y\' # buildkit',
    'RUN /bin/sh -c useradd -G sudo app # buildkit',
    'COPY sudo /usr/bin/ # buildkit',
    '',
  ])('is silent about %s', async (createdBy) => {
    expect(await seenBy(sudoInBuild, builtBy(createdBy))).toEqual([]);
  });

  it('reads a hostile instruction in time', async () => {
    expect(await seenBy(sudoInBuild, builtBy(`RUN /bin/sh -c ${'"; '.repeat(300_000)}`))).toEqual([]);
  });
});
