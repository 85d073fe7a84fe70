import { describe, expect, it } from 'vitest';
import { runFlense } from './run-flense.ts';
import { sample } from './sample.ts';

const links = sample('links-and-whiteouts.tar');
const app = sample('wasteful-app.tar');

describe('flense cat', () => {
  it.each(['/etc/motd', 'etc/motd', '/links/absolute', '/links/outside', '/links/relative', '/names/long-link'])(
    'follows %s',
    async (path) => {
      expect(await runFlense(['cat', links, path])).toEqual({ status: 0, stdout: 'seen through links\n', stderr: '' });
    },
  );

  it('knows the content of hardlinks', async () => {
    expect((await runFlense(['cat', links, '/hard/late'])).stdout).toBe('one content, three names\n');
  });

  it('writes nothing for an empty file', async () => {
    expect(await runFlense(['cat', links, '/empty-file'])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('reads what a later layer removes or replaces', async () => {
    expect((await runFlense(['cat', app, '/app/.npmrc'])).status).toBe(2);
    expect((await runFlense(['cat', app, '/app/.npmrc', '--layer', '6'])).stdout).toContain('_authToken=');
    expect((await runFlense(['cat', app, '/app/.npmrc', '--layer', '7'])).stdout).toContain('_authToken=');
    expect((await runFlense(['cat', app, '/app/.npmrc', '--layer', '8'])).status).toBe(2);
  });

  it.each([
    ['/etc', '/etc: expected a file, got a directory'],
    ['/special/char', '/special/char: expected a file, got a char'],
    ['/links/dangling', '/links/dangling: expected a path of the image, got nothing there'],
    ['/links/loop-a', '/links/loop-a: expected a path of the image, got nothing there'],
    ['/etc/motd/x', '/etc/motd/x: expected a path of the image, got nothing there'],
  ])('refuses %s', async (path, message) => {
    expect(await runFlense(['cat', links, path])).toEqual({ status: 2, stdout: '', stderr: `flense: ${message}\n` });
  });
});
