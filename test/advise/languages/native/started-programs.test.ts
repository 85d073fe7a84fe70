import { describe, expect, it } from 'vitest';
import { goTracer } from '../../../../src/advise/languages/native/go-tracer.ts';
import { program as started } from '../../../analyzers/programs.ts';
import { elf } from '../../../support/elf.ts';
import { sceneOf } from '../scene-of.ts';

const image = {
  '/bin/sh': started({ strings: ['', 'OPTIND'] }),
  '/usr/bin/ffmpeg': started(),
  '/usr/bin/git': started(),
  '/usr/bin/python3': started(),
  '/usr/bin/notes': { content: 'no program', mode: 0o755 },
};
const goBuildInfo = { goVersion: 'go1.24', moduleInfo: 'path\tapp\n' } as never;
const go = Buffer.from(elf({ goBuildInfo }));
const native = Buffer.from(elf({}));
const rust = '/rustc/0123/library/std/src/sys/process/unix/unix.rs';

async function traceOf(path: string, binary: Buffer, text: string) {
  const scene = await sceneOf({ ...image, [path]: { content: Buffer.concat([binary, Buffer.from(text)]), mode: 0o755 } });
  const trace = await goTracer.traceFile(scene.view.tree.find(path)!, scene);
  return { starts: trace?.invocations.map(({ argv, confidence }) => `${argv.join(' ')} ${confidence}`), warnings: trace?.warnings };
}

const names = (list: string) => ({
  code: 'may-start-program',
  text: `it starts programs, and names ${list}, of which nothing is kept for that; name with --exec what it runs`,
  path: '/app/server',
  line: null,
});
const blind = {
  code: 'may-start-program',
  text: 'it can start programs, whose names cannot be seen in it; name them with --exec',
  path: '/app/server',
  line: null,
};

describe('what a program of Go or Rust names to start it', () => {
  it.each([
    ['Go', go, '\0os/exec.Command\0'],
    ['Rust', native, rust],
  ])('is kept in %s, though the next constant follows at once', async (_, binary, mark) => {
    const { starts } = await traceOf('/app/server', binary, `${mark}\0/usr/bin/ffmpegHalfClosed/usr/bin/missing/usr/bin/notes`);
    expect(starts).toEqual(['/usr/bin/ffmpeg guessed']);
  });

  it('is told of where it is a shell or a whole language', async () => {
    const text = '\0os/exec.Command\0text/bin/shfloat32/usr/bin/python3-c';
    expect(await traceOf('/app/server', go, text)).toEqual({ starts: [], warnings: [names('/bin/sh, /usr/bin/python3')] });
  });

  it('is told of where it cannot be seen', async () => {
    expect(await traceOf('/app/server', go, '\0os/exec.Command\0')).toEqual({ starts: [], warnings: [blind] });
  });

  it.each([
    ['a program of Go that cannot start any', '/app/server', go, '/usr/bin/ffmpeg'],
    ['a program of Rust that cannot', '/app/server', native, '/rustc/0123/library/std/src/io.rs/usr/bin/ffmpeg'],
    ['a program in another language', '/app/server', native, '\0/usr/bin/ffmpeg\0std/src/sys/process/unix/'],
    ['a wrapper, which starts what it is told', '/app/gosu', go, '\0syscall.Exec\0/usr/bin/ffmpeg'],
  ])('is nothing in %s', async (_, path, binary, text) => {
    expect(await traceOf(path, binary, text)).toEqual({ starts: [], warnings: [] });
  });
});
