import { describe, expect, it } from 'vitest';
import { osRelease, osReleaseReads } from '../../src/analyze/os-release.ts';
import { viewOf } from '../analyzers/view-of.ts';
import type { LayerInput } from '../support/layers.ts';

async function release(layer: LayerInput): Promise<unknown> {
  return osRelease(await viewOf({ reads: osReleaseReads }, { layers: [layer] }));
}

describe('osRelease', () => {
  it.each([
    ['ID=alpine\nVERSION_ID=3.20.3\n', { id: 'alpine', versionId: '3.20.3' }],
    ['NAME="Debian"\nVERSION_ID="12"\nID=debian', { id: 'debian', versionId: '12' }],
    ["ID='ubuntu'\r\nID_LIKE=debian\r\n", { id: 'ubuntu', versionId: '' }],
    ['ID="\nVERSION_ID="x\n', { id: '"', versionId: '"x' }],
    ['', { id: '', versionId: '' }],
  ])('of %j is %j', async (text, expected) => {
    expect(await release({ '/usr/lib/os-release': text })).toEqual(expected);
  });

  it('is that of /etc where both are there', async () => {
    const layer = { '/etc/os-release': 'ID=a\n', '/usr/lib/os-release': 'ID=b\n' };
    expect(await release(layer)).toEqual({ id: 'a', versionId: '' });
  });

  it('is not there without a file', async () => {
    expect(await release({ '/etc/lsb-release': 'ID=a\n' })).toBeNull();
  });
});
