import {
  closeSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Destination } from '../../../src/cli/extract/destination.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

function put(destination: Destination, path: string): void {
  closeSync(destination.file(path, 0o644));
}

describe('Destination', () => {
  it('makes the directories on the way', () => {
    const root = join(temporaryDirectory(), 'not/yet/there');
    put(new Destination(root), '/a/b/file');
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(['a', 'a/b', 'a/b/file']);
  });

  it('takes off what a stranger should not give: setuid, setgid and sticky bits', () => {
    const root = temporaryDirectory();
    const destination = new Destination(root);
    closeSync(destination.file('/f', 0o6755));
    destination.directory('/d', 0o1000);
    expect(statSync(join(root, 'f')).mode & 0o7000).toBe(0);
    expect(statSync(join(root, 'd')).mode & 0o7777).toBe(0o700);
  });

  it('replaces nothing', () => {
    const root = temporaryDirectory();
    writeFileSync(join(root, 'file'), 'mine');
    symlinkSync('nowhere', join(root, 'link'));
    const destination = new Destination(root);
    for (const path of ['/file', '/link']) {
      expect(() => destination.file(path, 0o644)).toThrow(`${join(root, path)}: expected nothing there, got something that exists`);
      expect(() => destination.symlink(path, 'x', 0)).toThrow(expect.objectContaining({ code: 'exists' }));
      expect(() => destination.directory(path, 0o755)).toThrow(expect.objectContaining({ code: 'exists' }));
    }
    expect([readFileSync(join(root, 'file'), 'utf8'), readlinkSync(join(root, 'link'))]).toEqual(['mine', 'nowhere']);
  });

  it('writes through no link, be it of the image or of before', () => {
    const outside = temporaryDirectory();
    const root = temporaryDirectory();
    symlinkSync(outside, join(root, 'etc'));
    const destination = new Destination(root);
    destination.symlink('/evil', outside, 0);
    destination.symlink('/deep/evil', '../..', 0);
    for (const path of ['/etc/passwd', '/evil/passwd', '/deep/evil/passwd', '/etc/a/b']) {
      expect(() => destination.file(path, 0o644)).toThrow(expect.objectContaining({ code: 'exists' }));
      expect(() => destination.directory(path, 0o755)).toThrow(expect.objectContaining({ code: 'exists' }));
      expect(() => destination.symlink(path, 'x', 0)).toThrow(expect.objectContaining({ code: 'exists' }));
    }
    expect(readdirSync(outside)).toEqual([]);
  });

  it.each(['/../x', '/a/../../x', '/..', '/./x', '//x', '/a//b', '/a\0b', '/a/'])('has no place for %j', (path) => {
    const root = join(temporaryDirectory(), 'root');
    const destination = new Destination(root);
    expect(() => destination.file(path, 0o644)).toThrow(expect.objectContaining({ code: 'unsafe-path' }));
    expect(() => destination.directory(path, 0o755)).toThrow(expect.objectContaining({ code: 'unsafe-path' }));
    expect(() => destination.hardlink('/y', path)).toThrow(expect.objectContaining({ code: 'unsafe-path' }));
    expect(readdirSync(root)).toEqual([]);
  });

  it('may be a link itself, as the user chose it', () => {
    const root = temporaryDirectory();
    mkdirSync(join(root, 'real'));
    symlinkSync('real', join(root, 'link'));
    put(new Destination(join(root, 'link')), '/file');
    expect(readdirSync(join(root, 'real'))).toEqual(['file']);
  });

  it('is a directory', () => {
    const root = temporaryDirectory();
    writeFileSync(join(root, 'file'), '');
    expect(() => new Destination(join(root, 'file'))).toThrow(expect.objectContaining({ code: 'exists' }));
    expect(() => new Destination(join(root, 'file/below'))).toThrow(expect.objectContaining({ code: 'exists' }));
  });

  it('gives links and directories the time that the image says, before 1970 too', () => {
    const root = temporaryDirectory();
    const destination = new Destination(root);
    destination.directory('/d', 0o755);
    destination.symlink('/d/l', 'x', -86_400);
    destination.directoryTime('/d', 1_700_000_000);
    expect([lstatSync(join(root, 'd/l')).mtimeMs, statSync(join(root, 'd')).mtimeMs]).toEqual([-86_400_000, 1_700_000_000_000]);
  });
});

describe('undo', () => {
  it('removes what was made, and leaves what was there', () => {
    const root = temporaryDirectory();
    mkdirSync(join(root, 'etc'));
    writeFileSync(join(root, 'etc/mine'), 'mine');
    const destination = new Destination(root);
    put(destination, '/etc/theirs');
    put(destination, '/usr/lib/a');
    destination.symlink('/usr/lib/link', root, 0);
    destination.hardlink('/etc/second', '/usr/lib/a');
    destination.undo();
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(['etc', 'etc/mine']);
  });

  it('removes the directory itself where that was made', () => {
    const parent = temporaryDirectory();
    const destination = new Destination(join(parent, 'a/b'));
    put(destination, '/file');
    destination.undo();
    expect(readdirSync(parent)).toEqual([]);
  });

  it('follows no link and knows names that are not UTF-8', () => {
    const parent = temporaryDirectory();
    const outside = temporaryDirectory();
    writeFileSync(join(outside, 'mine'), 'mine');
    const destination = new Destination(join(parent, 'out'));
    destination.symlink('/link', outside, 0);
    put(destination, '/caf\udce9/x');
    expect(readdirSync(join(parent, 'out'), { encoding: 'buffer' })).toContainEqual(Buffer.from('caf\xe9', 'latin1'));
    destination.undo();
    expect([readdirSync(parent), readdirSync(outside)]).toEqual([[], ['mine']]);
  });
});

it('a hardlink of before is not written through', () => {
  const root = temporaryDirectory();
  writeFileSync(join(root, 'a'), 'mine');
  linkSync(join(root, 'a'), join(root, 'b'));
  expect(() => new Destination(root).file('/b', 0o644)).toThrow(expect.objectContaining({ code: 'exists' }));
  expect(readFileSync(join(root, 'a'), 'utf8')).toBe('mine');
});
