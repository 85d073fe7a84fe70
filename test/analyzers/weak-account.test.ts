import { describe, expect, it } from 'vitest';
import { weakAccount } from '../../analyzers/weak-account.ts';
import { analysisOf, findingsOf } from './analysis-of.ts';

const files = (passwd: string, shadow = '', group = '') => ({
  layers: [{ '/etc/passwd': passwd, '/etc/shadow': shadow, '/etc/group': group }],
});
const summaries = async (...texts: Parameters<typeof files>) =>
  (await findingsOf(weakAccount, files(...texts))).map(({ code, summary }) => [code.slice('weak-account/'.length), summary]);

const root = 'root:x:0:0:root:/root:/bin/sh\n';

describe('weak-account', () => {
  it.each([
    [
      'an empty password in shadow',
      [root, 'root::19000:0:99999:7:::\n'],
      [['empty-password', 'root can be used without a password: it is empty in /etc/shadow']],
    ],
    [
      'an empty password in passwd',
      [`${root}app::1:1::/:/bin/sh\n`],
      [['empty-password', 'app can be used without a password: it is empty in /etc/passwd']],
    ],
    ['a hash', [root, 'root:$6$salt$hash:19000::::::\n'], [['password-hash', 'the hash of the password of root is in /etc/shadow']]],
    [
      'a hash behind a lock',
      [root, 'root:!$y$j9T$salt$hash:19000::::::\n'],
      [['password-hash', 'the hash of the password of root is in /etc/shadow']],
    ],
    ['a second root', [`${root}toor:x:0:0::/:/bin/sh\n`], [['second-root', 'toor has the uid 0, as root has']]],
    ['a shared uid', [`${root}a:x:7:7::/:/x\nb:x:7:8::/:/x\n`], [['duplicate-id', '/etc/passwd gives uid 7 (a and b) more than once']]],
    ['a shared gid', [root, '', 'a:x:7:\nb:x:7:c,d\nc:x:8:\n'], [['duplicate-id', '/etc/group gives gid 7 (a and b) more than once']]],
    [
      'lines that are none',
      [`no colons\n${root}a:x:one:1::/:/x\nb:x:1\n`, 'root\n', 'g:x\n'],
      [
        ['malformed-line', 'nobody understands line 1, line 3 and line 4 of /etc/passwd'],
        ['malformed-line', 'nobody understands line 1 of /etc/shadow'],
        ['malformed-line', 'nobody understands line 1 of /etc/group'],
      ],
    ],
  ] as const)('reports %s', async (_, texts, expected) => {
    expect(await summaries(...(texts as unknown as Parameters<typeof files>))).toEqual(expected);
  });

  it.each([
    ['locked accounts', [root, 'root:*:19000:0:99999:7:::\ndaemon:!:19000::::::\nnobody:!!:19000::::::\n_x:!*:1::::::\n']],
    ['comments, blank lines and the marks of NIS', [`# comment\n\n${root}+::::::\n`, '', '+:::\n']],
    ['a uid and a gid that are the same number', [`${root}a:x:7:7::/:/x\nb:x:8:7::/:/x\n`, '', 'a:x:7:\n']],
    ['a passwd without a trailing newline', [root.trim()]],
  ] as const)('is silent about %s', async (_, texts) => {
    expect(await summaries(...(texts as unknown as Parameters<typeof files>))).toEqual([]);
  });

  it('has nothing to say of an image without accounts', async () => {
    expect(await analysisOf(weakAccount, { layers: [{ '/app': 1 }] })).toEqual({ findings: [], unreadable: [] });
  });

  it('reads hostile files in time, and says what it did not read', async () => {
    const lines = 'a:x:5:5::/:/x\n'.repeat(75_000);
    const { findings, unreadable } = await analysisOf(weakAccount, files(lines, ':'.repeat(1_000_000)));
    expect([findings.map(({ code }) => code), unreadable.map(({ path }) => path)]).toEqual([
      ['weak-account/duplicate-id', 'weak-account/malformed-line', 'weak-account/malformed-line'],
      ['/etc/passwd', '/etc/shadow'],
    ]);
  });
});
