import { describe, expect, it } from 'vitest';
import { runPartsTracer } from '../../../src/advise/shell/run-parts-tracer.ts';
import { program, script } from '../../analyzers/programs.ts';
import { invocationOf, sceneOf } from './scene.ts';

const files = {
  '/bin/run-parts': program(),
  '/etc/d/one': script(),
  '/etc/d/two': script(),
  '/etc/d/README': 'x',
  '/etc/d/sub/three': script(),
};

describe('runPartsTracer', () => {
  it('starts every program of the directory', async () => {
    const scene = await sceneOf(files);
    const node = scene.view.tree.find('/bin/run-parts')!;
    const trace = await runPartsTracer.traceProgram(node, invocationOf(['run-parts', '--arg=x', 'd'], { workingDir: '/etc' }), scene);
    expect(trace?.invocations.map(({ argv, from }) => [argv.join(' '), from])).toEqual([
      ['/etc/d/one x', '/etc/d'],
      ['/etc/d/two x', '/etc/d'],
    ]);
  });

  it('is silent about other programs, and about a directory that is not there', async () => {
    const scene = await sceneOf(files);
    const node = scene.view.tree.find('/bin/run-parts')!;
    expect(await runPartsTracer.traceProgram(node, invocationOf(['ls', '/etc/d']), scene)).toBeNull();
    expect(await runPartsTracer.traceProgram(node, invocationOf(['run-parts', '/gone']), scene)).toBeNull();
  });
});
