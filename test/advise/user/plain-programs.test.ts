import { describe, expect, it } from 'vitest';
import { namedTargets, programUse } from '../../../src/advise/user/plain-programs.ts';

describe('programUse', () => {
  it.each([
    ['cat', ['/etc/passwd'], false],
    ['sed', ['-e', 's/i/o/', '-n'], false],
    ['curl', ['-sS', 'http://x'], false],
    ['[', ['-f', '/a'], false],
    ['redis-server', ['/etc/redis.conf'], false],
    ['httpd', ['-f'], true],
    ['mktemp', ['/tmp/a.XXXX'], false],
  ])('holds %s %j for plain', (name, args, isBusybox) => {
    expect(programUse(name, args, isBusybox)).toBe('plain');
  });

  it.each([
    ['sed', ['-i', 's/a/b/', '/etc/app.conf'], false],
    ['sed', ['-Ei', 's/a/b/'], false],
    ['curl', ['-sSLo', '/a', 'http://x'], false],
    ['find', ['/a', '-delete'], false],
    ['awk', ['{ print > "a" }'], false],
    ['httpd', ['-u', 'web'], true],
    ['mktemp', ['/var/lib/a.XXXX'], false],
  ])('sees that %s %j is unusual', (name, args, isBusybox) => {
    expect(programUse(name, args, isBusybox)).toBe('unusual');
  });

  it.each(['mkdir', 'server', 'httpd', ''])('knows nothing of %s', (name) => {
    expect(programUse(name, [], false)).toBe('unknown');
  });
});

describe('namedTargets', () => {
  it.each([
    ['mkdir', ['-p', '/a', '/b'], ['/a', '/b']],
    ['cp', ['-r', '$X', '/a'], ['/a']],
    ['mkdir', ['-p', '$PGDATA'], null],
    ['touch', ['file'], null],
    ['rm', ['-f', '/run/*.pid'], null],
    ['cat', ['/a'], null],
  ])('of %s %j', (name, args, expected) => {
    expect(namedTargets(name, args)).toEqual(expected);
  });
});
