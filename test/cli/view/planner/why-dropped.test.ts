import { describe, expect, it } from 'vitest';
import { imageView } from '../../../../src/analyze/image-view.ts';
import { whyDropped } from '../../../../src/cli/view/planner/why-dropped.ts';
import { inspecting } from '../../../inspecting.ts';
import { dockerArchive } from '../../../support/docker-archive.ts';
import { plan } from '../../../support/plan.ts';
import { temporaryFile } from '../../../support/temporary-directory.ts';

const files = {
  '/app/main.js': 10,
  '/var/lib/dpkg/status': 'Package: tool\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n',
  '/var/lib/dpkg/info/tool.list': '/usr/share/tool/data\n',
  '/usr/share/tool/data': 400,
  '/usr/bin/make': { content: 3, mode: 0o755 },
};

async function asked(drop: readonly string[] = []): Promise<(path: string) => string> {
  const inspection = await inspecting(temporaryFile('image.tar', dockerArchive({ layers: [files] })), {});
  const { image, tree, inventory, report } = inspection;
  inspection.close();
  return whyDropped(plan(), { view: imageView(image, tree, ['']), inventory, read: async () => new Map() }, report, drop);
}

describe('whyDropped', () => {
  it('says what the advisor says', async () => {
    const why = await asked();
    expect(why('/usr/share/tool/data')).toBe('of the package tool, nothing that runs asks for it');
    expect(why('/usr/bin/make')).toBe('a program that nothing was seen to start');
  });

  it('says what was dropped by hand first', async () => {
    const why = await asked(['/usr/share/**']);
    expect(why('/usr/share/tool/data')).toBe('it is dropped as asked for with /usr/share/**');
  });

  it('sums a directory up, what takes most first', async () => {
    const why = await asked();
    expect(why('/usr')).toBe(
      '1 file, 400 B: of the package tool, nothing that runs asks for it; 1 file, 3 B: a program that nothing was seen to start',
    );
    expect(why('/nowhere')).toBe('no layer leaves it there');
  });
});
