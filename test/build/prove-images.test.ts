import { describe, expect, it } from 'vitest';
import { proveImages } from '../../src/build/prove-images.ts';
import type { Inspection } from '../../src/inspect.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import type { LayerInput } from '../support/layers.ts';
import { imageOf } from './slimming.ts';

const original: LayerInput = {
  '/a': { content: 'content', mode: 0o755, xattrs: { 'security.capability': 'AQAAAg==' } },
  '/b': 'other',
  '/etc/passwd': 'root:x:0:0::/:\n',
  '/link': { linkTarget: 'a' },
};

function subject({ image, tree, blobs }: Inspection) {
  return { image, source: { tree, blobs, limits: defaultLimits } };
}

async function altered(change: LayerInput): Promise<readonly string[]> {
  const [first, second] = [
    await imageOf([original]),
    await imageOf([{ ...(original as Record<string, never>), ...(change as Record<string, never>) }], { compression: 'none' }),
  ];
  const { problems } = await proveImages(subject(first), subject(second), null);
  return problems.map(({ gravity, summary }) => `${gravity}: ${summary}`);
}

describe('two images', () => {
  it('are alike where what both have is the same', async () => {
    expect(await altered({})).toEqual([]);
  });

  it.each<[LayerInput, string]>([
    [{ '/b': 'OTHER' }, 'failure: /b is not as it was: other content'],
    [{ '/b': 'longer' }, 'failure: /b is not as it was: 5 bytes became 6'],
    [{ '/b': { content: 'other', mode: 0o600, uid: 5 } }, 'failure: /b is not as it was: mode 0644 became 0600, owner 0:0 became 5:0'],
    [{ '/a': { content: 'content', mode: 0o755 } }, 'failure: /a is not as it was: other extended attributes'],
    [{ '/link': { linkTarget: 'b' } }, 'failure: /link is not as it was: it leads elsewhere'],
    [{ '/link': 'a' }, 'failure: /link is not as it was: symlink became file'],
    [{ '/etc/passwd': 'app:x:1:1::/:\n' }, 'warning: /etc/passwd is not as it was: 15 bytes became 14'],
  ])('differ by %j', async (change, problem) => {
    expect(await altered(change)).toEqual([problem]);
  });
});
