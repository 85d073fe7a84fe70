import { describe, expect, it } from 'vitest';
import { commandRunnerTracer } from '../../../src/advise/shell/command-runner-tracer.ts';
import { busybox, program } from '../../analyzers/programs.ts';
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

  it('takes a function of busybox for busybox, whoever else is called so, and follows what that starts', async () => {
    const scene = await sceneOf({ '/bin/busybox': busybox('httpd', 'xargs', 'timeout') });
    const start = async (...argv: readonly string[]) => {
      const trace = await commandRunnerTracer.traceProgram(scene.view.tree.find('/bin/busybox')!, invocationOf(argv), scene);
      return trace?.invocations.map((one) => one.argv);
    };
    expect(await start('busybox', 'httpd', '-f')).toEqual([]);
    expect(await start('/bin/busybox', 'xargs', 'ls')).toEqual([['ls']]);
    expect(await start('busybox', 'timeout', '5', 'run')).toEqual([['run']]);
  });

  it('leaves a name alone that a script could not tell', async () => {
    expect(await startedBy('xargs', '$TOOL')).toEqual([]);
  });

  it('says nothing of programs that start nothing, nor of those that are wrappers anyway', async () => {
    expect([await startedBy('ls', '-l'), await startedBy('gosu', 'me', 'run')]).toEqual([null, null]);
  });

  it('starts what su starts with the shell of the account as well', async () => {
    const passwd = 'root:x:0:0::/root:/bin/bash\nme:x:1:1::/home/me:/bin/zsh\nyou:x:2:2::/:/usr/sbin/nologin\n';
    const scene = await sceneOf({ '/bin/su': program(), '/etc/passwd': passwd });
    const start = async (...argv: readonly string[]) => {
      const trace = await commandRunnerTracer.traceProgram(scene.view.tree.find('/bin/su')!, invocationOf(argv), scene);
      return trace?.invocations.map((one) => one.argv.join(' '));
    };
    expect(await start('su', '-c', 'run', 'me')).toEqual(['/bin/sh -c run', '/bin/zsh -c run']);
    expect(await start('su', '-', 'you', '-c', 'run')).toEqual(['/bin/sh -c run']);
    expect(await start('su', '-c', 'a b')).toEqual(['/bin/sh -c a b', '/bin/bash -c a b']);
    expect(await start('su', '-s', '/bin/dash', '-c', 'run', 'me')).toEqual(['/bin/dash -c run']);
    expect(await start('runuser', '-u', 'me', 'run')).toEqual(['run']);
  });
});
