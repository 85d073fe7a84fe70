import { dockerArchive } from '../test/support/docker-archive.ts';
import type { HistoryInput } from '../test/support/image-config.ts';
import type { LayerInput } from '../test/support/layers.ts';
import { program } from './debian-programs.ts';

/**
 * Two images in one archive of before Docker 25. They share their base, and the tools by a symlink, as these lie above different
 * layers. The base has the members that AUFS left in every layer.
 */
export function legacy(): Uint8Array {
  const config = { Cmd: ['/bin/anchor'], Env: ['PATH=/bin'] };
  return dockerArchive(
    [
      {
        names: ['anchor:1.0', 'anchor:stable', 'localhost:5000/anchor:1.0'],
        layers: [base, tools],
        history: [added, toolStep, cmd],
        config,
      },
      { names: ['anchor:patched'], layers: [base, patch, tools], history: [added, patchStep, toolStep, cmd], config },
    ],
    { form: 'legacy' },
  );
}

const base: LayerInput = {
  '/.wh..wh.aufs': 0,
  '/.wh..wh.plnk/': { mode: 0o700 },
  '/bin/': 0,
  '/bin/anchor': { content: program([]), mode: 0o755 },
  '/etc/': 0,
  '/etc/anchor.conf': 'depth = 10\n',
};
const patch: LayerInput = { '/etc/anchor.conf': 'depth = 40\n' };
const tools: LayerInput = { '/bin/chain': { content: program([]), mode: 0o755 }, '/bin/rope': { linkTarget: 'chain' } };

const added = '/bin/sh -c #(nop) ADD file:0123456789abcdef in / ';
const patchStep = "/bin/sh -c sed -i 's/10/40/' /etc/anchor.conf";
const toolStep = '/bin/sh -c #(nop) COPY dir:fedcba9876543210 in /bin ';
const cmd: HistoryInput = { createdBy: '/bin/sh -c #(nop)  CMD ["/bin/anchor"]', emptyLayer: true };
