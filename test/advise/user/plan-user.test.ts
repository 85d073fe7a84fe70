import { describe, expect, it } from 'vitest';
import { planUser } from '../../../src/advise/user/plan-user.ts';
import { rootNeed } from '../../../src/advise/user/root-need.ts';

const accounts = {
  passwd: 'root:x:0:0:root:/root:/bin/sh\napp:x:101:102::/home/app:/bin/false\n',
  group: 'root:x:0:\napp:x:102:\nssl:x:30:app\nlog:x:4:other,app\nweb:x:33:\n',
};

const app = { uid: 101, gid: 102, groups: [4, 30], name: 'app', isMade: false, reason: 'as the image says' };

describe('planUser', () => {
  it.each([
    ['a name with its groups', 'app', app],
    ['the number of a name', '101', app],
    ['a group that is given, without the others', 'app:web', { ...app, gid: 33, groups: [] }],
    ['a group as a number', 'app:7', { ...app, gid: 7, groups: [] }],
    ['a number without a name', '1000', { ...app, uid: 1000, gid: 0, groups: [], name: null }],
    ['both as numbers', '1000:1000', { ...app, uid: 1000, gid: 1000, groups: [], name: null }],
  ])('takes %s', (_, configured, user) => {
    expect(planUser(configured, accounts, [rootNeed('any reason')])).toEqual({ user, warnings: [] });
  });

  it('takes the own group of a user where the one that is named is not there, and tells of it', () => {
    const { user, warnings } = planUser('app:nogrp', accounts, []);
    expect([user.uid, user.gid]).toEqual([101, 102]);
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([['unknown-group', '/etc/group']]);
  });

  it.each(['', 'root', '0', '0:0'])('makes a user in the place of root (%j) where nothing needs it', (configured) => {
    expect(planUser(configured, accounts, [])).toEqual({
      user: {
        uid: 65_532,
        gid: 65_532,
        groups: [],
        name: 'nonroot',
        isMade: true,
        reason: 'the image runs as root, and nothing in it was seen to need that',
      },
      warnings: [],
    });
  });

  it('keeps root, and says why and of which file, where something may need it', () => {
    const { user, warnings } = planUser('', accounts, [rootNeed('it calls setuid', '/app', 3)]);
    expect([user.uid, user.reason]).toEqual([0, 'it calls setuid']);
    expect(warnings).toEqual([
      {
        code: 'runs-as-root',
        text: 'it runs as root, and stays so: it calls setuid. Where it can do without, give it --user nonroot or set a USER',
        path: '/app',
        line: 3,
      },
    ]);
  });

  it('names no more reasons than can be read', () => {
    const { warnings } = planUser(
      '',
      accounts,
      ['a', 'b', 'c', 'd', 'e', 'f'].map((reason) => rootNeed(reason, '/x')),
    );
    expect(warnings.map(({ text, path }) => [text, path])).toEqual([
      ['it runs as root, and stays so: a; b; c; d; and 2 more. Where it can do without, give it --user nonroot or set a USER', null],
    ]);
  });

  it.each([
    ['nonroot', [65_532, 'asked for with --user', ['may-need-root']]],
    ['root', [0, 'asked for with --user', []]],
  ] as const)('follows --user %s', (option, expected) => {
    const { user, warnings } = planUser('', accounts, [rootNeed('a')], option);
    expect([user.uid, user.reason, warnings.map(({ code }) => code)]).toEqual(expected);
  });

  it('warns of a user that does not exist', () => {
    const { user, warnings } = planUser('gone', accounts, []);
    expect([user.uid, warnings.map(({ code }) => code)]).toEqual([65_532, ['unknown-user']]);
  });
});
