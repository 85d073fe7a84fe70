import { describe, expect, it } from 'vitest';
import { imageMagick } from '../../../src/advise/servers/image-magick.ts';
import { program } from '../../analyzers/programs.ts';
import { sceneOf } from '../shell/scene.ts';
import { needLines, startLines } from './trace-server.ts';

const files = {
  '/usr/lib/x86_64-linux-gnu/libMagickCore-6.Q16.so.6.0.0': 'x',
  '/usr/lib/x86_64-linux-gnu/libMagickWand-6.Q16.so.6.0.0': 'x',
  '/usr/lib/x86_64-linux-gnu/ImageMagick-6.9.11/modules-Q16/coders/png.so': 'x',
  '/etc/ImageMagick-6/delegates.xml': '<delegate decode="ps" command="&quot;gs&quot; -q"/><delegate decode="x" command="gone %i"/>',
  '/usr/bin/gs': program(),
};

describe('imageMagick', () => {
  it('keeps coders and tables with the library, and starts the delegates that are there', async () => {
    const scene = await sceneOf(files);
    const node = scene.view.tree.find('/usr/lib/x86_64-linux-gnu/libMagickCore-6.Q16.so.6.0.0')!;
    const trace = (await imageMagick.traceFile(node, scene))!;
    expect(needLines(trace)).toEqual([
      '/usr/lib/x86_64-linux-gnu/ImageMagick-6.9.11/* coders and filters of',
      '/etc/ImageMagick-6/* tables of',
    ]);
    expect(startLines(trace)).toEqual(['gs']);
  });

  it('leaves other libraries alone', async () => {
    const scene = await sceneOf(files);
    expect(imageMagick.traceFile(scene.view.tree.find('/usr/lib/x86_64-linux-gnu/libMagickWand-6.Q16.so.6.0.0')!, scene)).toBeNull();
  });
});
