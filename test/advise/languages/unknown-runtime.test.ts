import { describe, expect, it } from 'vitest';
import { unknownRuntimeTracer } from '../../../src/advise/languages/unknown-runtime.ts';
import { type Files, keptFiles, program, traced, warned } from './scene-of.ts';

describe('a runtime that is not understood', () => {
  const files: Files = {
    '/usr/bin/escript': program(),
    '/usr/lib/erlang/bin/start.boot': 'x',
    '/var/lib/dpkg/status': 'Package: erlang-base\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n\n',
    '/var/lib/dpkg/info/erlang-base.list': '/usr/bin/escript\n/usr/share/erlang/x\n/usr/share/doc/erlang-base/copyright\n',
    '/usr/share/erlang/x': 'x',
    '/usr/share/doc/erlang-base/copyright': 'x',
    '/app/shop': 'x',
  };

  it('keeps its package, its library and the working directory, and says so', async () => {
    const trace = await traced(unknownRuntimeTracer, files, ['escript', 'shop']);
    expect(await keptFiles(trace, files)).toEqual([
      '/app/shop',
      '/usr/bin/escript',
      '/usr/lib/erlang/bin/start.boot',
      '/usr/share/erlang/x',
    ]);
    expect(warned(trace)).toEqual(['runtime-not-understood /usr/bin/escript']);
  });

  it('is not every program', async () => {
    expect(await traced(unknownRuntimeTracer, { '/usr/bin/luatex': program() }, ['luatex'])).toBeNull();
  });
});
