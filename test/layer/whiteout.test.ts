import { describe, expect, it } from 'vitest';
import { parseWhiteout } from '../../src/layer/whiteout.ts';
import { InspectError } from '../../src/model/errors.ts';

function parsed(path: string): string | null {
  const whiteout = parseWhiteout(Buffer.from(path, 'latin1'), 512);
  return whiteout === null ? null : `${whiteout.kind} /${whiteout.path.toString('latin1')}`;
}

describe('parseWhiteout', () => {
  it.each([
    ['.wh.a', 'whiteout /a'],
    ['etc/.wh.passwd', 'whiteout /etc/passwd'],
    ['etc/.wh..hidden', 'whiteout /etc/.hidden'],
    ['etc/.wh....', 'whiteout /etc/...'],
    ['etc/.wh.\xff', 'whiteout /etc/\xff'],
    ['etc/.wh..wh', 'whiteout /etc/.wh'],
    ['.wh..wh..opq', 'opaque-whiteout /'],
    ['etc/.wh..wh..opq', 'opaque-whiteout /etc'],
    ['.wh..wh.aufs', 'aufs-metadata /.wh..wh.aufs'],
    ['.wh..wh.plnk/88.1', 'aufs-metadata /.wh..wh.plnk/88.1'],
    ['.wh..wh.orph/a/b', 'aufs-metadata /.wh..wh.orph/a/b'],
    ['etc/.wh..wh.aufs', 'aufs-metadata /etc/.wh..wh.aufs'],
    ['etc/.wh..wh..opqx', 'aufs-metadata /etc/.wh..wh..opqx'],
  ])('takes /%s for one', (path, expected) => {
    expect(parsed(path)).toBe(expected);
  });

  it.each([
    '',
    'opt/nowhere/app.js',
    'srv/x.wh.y',
    'a/.wh/b',
    '.whx',
    'wh.a',
    '.wh',
    'a/.WH.b',
    'a/.wh.b/c',
    'x.wh..wh..opq',
    'a/.wh..wh.plnk/b',
  ])('is silent on /%s', (path) => {
    expect(parsed(path)).toBeNull();
  });

  it.each(['.wh.', 'etc/.wh.', 'etc/.wh..', 'etc/.wh...'])('refuses /%s, which hides no name', (path) => {
    const attempt = (): unknown => parsed(path);
    expect(attempt).toThrow(InspectError);
    expect(attempt).toThrow(`expected a whiteout to name what it hides in the tar member at byte 512, got "${path}"`);
  });
});
