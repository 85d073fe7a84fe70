import { describe, expect, it } from 'vitest';
import { userIds } from '../../src/build/user-ids.ts';

const passwd = 'root:x:0:0::/:\napp:x:1000:2000::/:\nbroken\nodd:x:many:few::/:\n';

describe('the numbers of a user', () => {
  it.each([
    ['', { uid: 0, gid: 0 }],
    ['app', { uid: 1000, gid: 2000 }],
    ['1000', { uid: 1000, gid: 2000 }],
    ['1000:5', { uid: 1000, gid: 5 }],
    ['7', { uid: 7, gid: 0 }],
    ['app:web', { uid: 1000, gid: null }],
    ['nobody', null],
    ['odd', null],
    ['__proto__', null],
  ])('of %j are %j', (user, ids) => {
    expect(userIds(user, passwd)).toEqual(ids);
  });

  it('are those that the image tells where it has no passwd', () => {
    expect([userIds('', null), userIds('5:6', null), userIds('app', null)]).toEqual([{ uid: 0, gid: 0 }, { uid: 5, gid: 6 }, null]);
  });
});
