import { decodeName } from '../src/model/layer-index.ts';
import { dockerArchive } from '../test/support/docker-archive.ts';
import type { LayerInput } from '../test/support/layers.ts';

/** Everything that a layer may do to those below it, and every kind of file and name, where all engines agree on the outcome. */
export function linksAndWhiteouts(): Uint8Array {
  return dockerArchive({
    names: ['links-and-whiteouts:1'],
    layers: [first, second, third],
    history: ['COPY first / # buildkit', 'COPY second / # buildkit', 'COPY third / # buildkit'],
    config: { Cmd: ['/bin/nothing'] },
  });
}

/** The name `café` in Latin-1, whose last byte is not UTF-8. */
const latin1Name = decodeName(Buffer.from('caf\xe9', 'latin1'));
const capNetRaw = 'AQAAAgAgAAAAAAAAAAAAAAAAAAA=';

const first: LayerInput = {
  '/etc/': 0,
  '/etc/motd': 'seen through links\n',
  '/empty/': 0,
  '/empty-file': 0,

  '/hard/': 0,
  '/hard/kept': 'one content, two names\n',
  '/hard/kept-too': { kind: 'hardlink', linkTarget: '/hard/kept' },
  '/hard/original': 'one content, three names\n',
  '/hard/same': { kind: 'hardlink', linkTarget: '/hard/original' },
  '/hard/replaced': { kind: 'hardlink', linkTarget: '/hard/original' },

  '/links/': 0,
  '/links/absolute': { linkTarget: '/etc/motd' },
  '/links/dangling': { linkTarget: 'nowhere' },
  '/links/directory': { linkTarget: '../data' },
  '/links/loop-a': { linkTarget: 'loop-b' },
  '/links/loop-b': { linkTarget: 'loop-a' },
  '/links/outside': { linkTarget: '../../../../etc/motd' },
  '/links/relative': { linkTarget: '../etc/motd' },
  '/links/twice': { linkTarget: 'directory/one' },

  '/data/': 0,
  '/data/one': 'one\n',
  '/data/sub/': 0,
  '/data/sub/deep': 'deep\n',
  '/data/two': 'two\n',
  '/opaque/': { mode: 0o700 },
  '/opaque/old': 'hidden by the marker\n',
  '/opaque/sub/': 0,
  '/opaque/sub/old': 'hidden with its directory\n',
  '/recreated/': 0,
  '/recreated/old': 'gone\n',

  '/changes/': 0,
  '/changes/directory-to-file/': 0,
  '/changes/directory-to-file/child': 'under it\n',
  '/changes/file-to-directory': 'a file\n',
  '/changes/file-to-link': 'a file\n',
  '/changes/link-to-file': { linkTarget: 'file-to-link' },
  '/changes/mode-only': { content: 'the same\n', mode: 0o600 },
  '/changes/identical': 'the same\n',

  '/implicit/a/b/c': 'its directories are nowhere in the archive\n',
  '/opt/': 0,
  '/opt/.whale': 'no whiteout\n',
  '/opt/a.wh.b': 'no whiteout\n',
  '/opt/nowhere/': 0,
  '/opt/nowhere/app.js': 'no whiteout\n',

  '/modes/': 0,
  '/modes/none': { content: 'nobody may read\n', mode: 0 },
  '/modes/setgid': { content: 'x', mode: 0o2755 },
  '/modes/setuid': { content: 'x', mode: 0o4755 },
  '/modes/sticky/': { mode: 0o1777 },
  '/modes/capable': { content: 'x', mode: 0o755, xattrs: { 'security.capability': capNetRaw } },
  '/modes/owned': { content: 'x', uid: 3_000_000, gid: 2_097_152 },
  '/modes/early': { content: 'x', mtime: -86_400 },
  '/modes/fraction': { content: 'x', mtime: 1_700_000_000.5 },

  '/special/': 0,
  '/special/block': { kind: 'block', mode: 0o660, device: [7, 0] },
  '/special/char': { kind: 'char', mode: 0o666, device: [1, 3] },
  '/special/fifo': { kind: 'fifo', mode: 0o600 },

  '/names/': 0,
  '/names/ leading and trailing ': 'x',
  '/names/$(id) `id` ;&|': 'x',
  '/names/--help': 'x',
  '/names/<script>alert(1)<': 'x',
  '/names/escape-\u001b[31mred\u001b[0m': 'x',
  '/names/line\nbreak\tand tab': 'x',
  '/names/quote"and\'and\\': 'x',
  '/names/right-to-left-\u202egpj.exe': 'x',
  '/names/composed-\u00e9': 'x',
  '/names/decomposed-e\u0301': 'x',
  '/names/жаба-蛙-🐸': 'x',
  [`/names/${latin1Name}`]: 'x',
  [`/names/${'n'.repeat(255)}`]: 'x',
  [`/names/${'d'.repeat(200)}/${'f'.repeat(120)}`]: 'x',
  '/names/long-link': { linkTarget: `${'../'.repeat(40)}etc/motd` },
};

const second: LayerInput = {
  '/data/.wh.one': 0,
  '/data/.wh.sub': 0,
  '/data/.wh.never-there': 0,
  '/opaque/': { mode: 0o755 },
  '/opaque/new': 'beside the marker, before it\n',
  '/opaque/.wh..wh..opq': 0,
  '/opaque/later': 'beside the marker, after it\n',
  '/fresh/': 0,
  '/fresh/.wh..wh..opq': 0,
  '/fresh/file': 'an opaque directory that hides nothing\n',
  '/.wh.recreated': 0,
  // A link to a file of a lower layer: overlayfs copies that up first, and Docker accepts no link without it.
  '/hard/original': 'one content, three names\n',
  '/hard/late': { kind: 'hardlink', linkTarget: '/hard/original' },
  '/hard/replaced': 'its own content now\n',
  '/changes/directory-to-file': 'a file now\n',
  '/changes/file-to-directory/': 0,
  '/changes/file-to-directory/child': 'under it now\n',
  '/changes/file-to-link': { linkTarget: 'identical' },
  '/changes/link-to-file': 'a file now\n',
  '/changes/mode-only': { content: 'the same\n', mode: 0o644 },
  '/changes/identical': 'the same\n',
};

const third: LayerInput = {
  '/data/one': 'one again\n',
  '/recreated/': { mode: 0o750 },
  '/recreated/new': 'new\n',
  '/hard/.wh.original': 0,
  '/changes/directory-to-file/': 0,
  '/changes/directory-to-file/child': 'under it again\n',
  '/modes/sticky/': { mode: 0o755 },
  '/opaque/.wh.later': 0,
};
