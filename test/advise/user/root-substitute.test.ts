import { describe, expect, it } from 'vitest';
import { madeUser } from '../../../src/advise/user/nonroot.ts';
import { rootSubstitute } from '../../../src/advise/user/root-substitute.ts';

const accounts = { passwd: 'root:x:0:0::/root:/\nwww:x:33:34::/srv:/\nlog:x:7:7::/:/\n', group: 'web:x:9:www\n' };

describe('who takes the place of root', () => {
  it.each([
    ['is made where no program becomes anybody', [], madeUser],
    ['is made where it is all the same to the programs', [null, null], madeUser],
    [
      'is whom they become',
      ['www', null, 'www'],
      { uid: 33, gid: 34, groups: [9], name: 'www', isMade: false, reason: 'whom the image becomes by itself' },
    ],
    ['is nobody where they become several', ['www', 'log'], null],
    ['is nobody where they stay root', ['root'], null],
    ['is nobody where the user is not in the image', ['gone'], null],
  ])('%s', (_, users, expected) => {
    expect(rootSubstitute(new Map(users.map((user, node) => [node, user])), accounts)).toEqual(expected);
  });
});
