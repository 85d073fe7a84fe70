import { describe, expect, it } from 'vitest';
import { commandRunnerTracer } from '../../../src/advise/shell/command-runner-tracer.ts';
import { program } from '../../analyzers/programs.ts';
import { invocationOf, sceneOf } from './scene.ts';

async function startedBy(...argv: readonly string[]): Promise<readonly (readonly string[])[] | null> {
  const scene = await sceneOf({ '/bin/tool': program() });
  const trace = await commandRunnerTracer.traceProgram(scene.view.tree.find('/bin/tool')!, invocationOf(argv), scene);
  return trace?.invocations.map(({ argv: words, confidence }) => [...words, confidence]) ?? null;
}

describe('commandRunnerTracer', () => {
  it('starts what the arguments of a program start', async () => {
    expect(await startedBy('/usr/bin/find', '/', '-exec', 'ls', '{}', ';')).toEqual([['ls', '{}', 'likely']]);
  });

  it('leaves a name alone that a script could not tell', async () => {
    expect(await startedBy('xargs', '$TOOL')).toEqual([]);
  });

  it('says nothing of programs that start nothing, nor of those that are wrappers anyway', async () => {
    expect([await startedBy('ls', '-l'), await startedBy('gosu', 'me', 'run')]).toEqual([null, null]);
  });
});
