import { describe, expect, it } from 'vitest';
import { unsafeSearchPath } from '../../analyzers/unsafe-search-path.ts';
import { findingsOf, seenBy } from './analysis-of.ts';
import { program } from './programs.ts';

const directories = { '/tmp/': { mode: 0o1777 }, '/opt/open/': { mode: 0o777 }, '/usr/bin/': 0, '/usr/lib/': 0 };
const withEnv = (...env: readonly string[]) => ({ layers: [directories], config: { Env: env } });

describe('unsafe-search-path', () => {
  it('tells which entry of which variable, and why', async () => {
    const findings = await findingsOf(unsafeSearchPath, withEnv('PATH=/usr/bin:bin::/opt/open:/tmp/tools'));
    expect(findings.map(({ code, summary, evidence }) => ({ code, summary, evidence }))).toEqual([
      {
        code: 'unsafe-search-path/relative',
        summary: 'PATH has bin and an empty entry, which depends on the working directory',
        evidence: [{ kind: 'config', field: 'Env', value: 'PATH=/usr/bin:bin::/opt/open:/tmp/tools' }],
      },
      {
        code: 'unsafe-search-path/writable',
        summary: 'PATH has /opt/open and /tmp/tools, which everybody may write to or create',
        evidence: [{ kind: 'config', field: 'Env', value: 'PATH=/usr/bin:bin::/opt/open:/tmp/tools' }],
      },
    ]);
  });

  it.each([
    ['libraries below /tmp', 'LD_LIBRARY_PATH=/tmp', 'writable'],
    ['libraries in the working directory', 'LD_LIBRARY_PATH=/usr/lib:', 'relative'],
    ['a library to load that everybody may create', 'LD_PRELOAD=/tmp/x.so', 'writable'],
    ['a relative library to load', 'LD_PRELOAD=./x.so libok.so', 'relative'],
  ])('reports %s', async (_, variable, variant) => {
    expect(await seenBy(unsafeSearchPath, withEnv(variable))).toEqual([`${variant} Env=${variable}`]);
  });

  it.each([
    ['a relative RUNPATH', { runpath: 'lib:/usr/lib' }, ['run-path /app/x']],
    ['an RPATH below /tmp', { rpath: '/tmp/build/lib' }, ['run-path /app/x']],
    ['an RPATH that the RUNPATH beside it puts out of force', { rpath: '/tmp/build', runpath: '/usr/lib' }, []],
    ['$ORIGIN', { runpath: `$ORIGIN/../lib:$${'{ORIGIN}'}` }, []],
    ['a directory of root', { rpath: '/usr/lib/app' }, []],
    ['a directory of the builder that only root could create', { rpath: '/home/builder/lib' }, []],
  ])('weighs %s', async (_, paths, expected) => {
    expect(await seenBy(unsafeSearchPath, { layers: [directories, { '/app/x': program(paths) }] })).toEqual(expected);
  });

  it.each([
    ['an ordinary PATH', withEnv('PATH=/usr/local/sbin:/usr/bin:/missing')],
    ['a list that is set to nothing', withEnv('LD_LIBRARY_PATH=', 'LD_PRELOAD=')],
    ['a library to load by its name', withEnv('LD_PRELOAD=libjemalloc.so.2')],
    ['other variables', withEnv('CLASSPATH=.:lib', 'PYTHONPATH=.', 'MYPATH=/tmp')],
    ['an image without variables', withEnv()],
  ])('is silent about %s', async (_, input) => {
    expect(await seenBy(unsafeSearchPath, input)).toEqual([]);
  });
});
