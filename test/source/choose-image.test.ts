import { describe, expect, it } from 'vitest';
import type { Digest } from '../../src/model/digest.ts';
import { InspectError } from '../../src/model/errors.ts';
import { chooseImage } from '../../src/source/choose-image.ts';
import type { ImageGroup, Offer } from '../../src/source/offer.ts';

function group(names: readonly string[], digit = '0'): ImageGroup {
  const digest = `sha256:${digit.repeat(64)}` as Digest;
  const load = (): never => {
    throw new Error('not loaded here');
  };
  const offer: Offer = { listedBy: digest, digests: [digest], readPlatform: () => null, isPresent: true, load };
  return { names, offers: [offer] };
}

function failure(groups: readonly ImageGroup[], name: string | null): string {
  try {
    chooseImage(groups, [], name);
    return 'none';
  } catch (error) {
    return error instanceof InspectError ? `${error.code}: ${error.message}` : String(error);
  }
}

describe('chooseImage', () => {
  const groups = [group(['a:1'], '1'), group(['b:1'], '2'), group([], 'c')];

  it('takes the only one, unless another is asked for', () => {
    expect(chooseImage([groups[2]!], [], null)).toEqual(groups[2]);
    expect(failure([groups[0]!], 'b:1')).toBe('no-such-image: expected an image named "b:1", got a:1');
  });

  it('lists those that a name means when it means several', () => {
    expect(failure(groups, '1')).toBe('ambiguous-image: expected one image named "1", got 2: a:1, b:1');
    expect(failure(groups, null)).toBe(
      `ambiguous-image: expected one image, or its name after --image, got 3: a:1, b:1, sha256:${'c'.repeat(64)}`,
    );
  });

  it('finds a digest by its start, not by one that is too short or something else', () => {
    expect(chooseImage(groups, [], 'ccccccc')).toEqual(groups[2]);
    expect(chooseImage(groups, [], `sha256:${'2'.repeat(12)}`)).toEqual(groups[1]);
    expect(failure(groups, 'cccccc')).toMatch(/^no-such-image/);
    expect(failure(groups, '*')).toMatch(/^no-such-image/);
  });

  it('lists no more than a person reads', () => {
    const many = Array.from({ length: 30 }, (_, index) => group([`i${index}:x`]));
    expect(failure(many, null)).toMatch(/^ambiguous-image: .* got 30: i0:x, .*i19:x and 10 more$/);
  });
});
