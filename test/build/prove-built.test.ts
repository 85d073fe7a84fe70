import { describe, expect, it } from 'vitest';
import type { Proof } from '../../src/model/proof.ts';
import { elf } from '../support/elf.ts';
import type { EntryInput, LayerInput } from '../support/layers.ts';
import type { PlanInput } from '../support/plan.ts';
import { imageOf, slimming } from './slimming.ts';

const program: EntryInput = {
  mode: 0o755,
  content: elf({ interpreter: '/lib/ld.so', needed: ['liba.so.1'], versionNeeds: { 'liba.so.1': ['A_2'] } }),
};

const layer: LayerInput = {
  '/bin/app': program,
  '/bin/sh': { mode: 0o755, content: elf({ interpreter: '/lib/ld.so' }) },
  '/bin/run': { mode: 0o755, content: '#!/bin/sh\n' },
  '/share/example': { mode: 0o755, content: '#!/bin/sh\n' },
  '/share/env': { mode: 0o755, content: '#!/usr/bin/env app\n' },
  '/share/text': '#!/bin/sh\n',
  '/usr/bin/env': { mode: 0o755, content: elf() },
  '/lib/ld.so': elf({ type: 'shared' }),
  '/lib/liba.so.1': elf({ soname: 'liba.so.1', needed: ['libb.so'], versionDefinitions: ['A_1', 'A_2'] }),
  '/lib/libb.so': elf({ soname: 'libb.so', needed: ['libnowhere.so'] }),
  '/link': { linkTarget: 'lib/libb.so' },
  '/dangling': { linkTarget: 'nowhere' },
  '/etc/passwd': 'app:x:1000:1000::/:\n',
  '/usr/share/zoneinfo/Europe/Vaduz': 'TZif2',
  '/data/': {},
};

const config: NonNullable<PlanInput['config']> = {
  env: ['PATH=/bin'],
  entrypoint: ['/bin/app'],
  cmd: [],
  workingDir: '',
  exposedPorts: [],
  volumes: [],
  labels: {},
  healthcheck: null,
  stopSignal: null,
};

const whole = ['/bin/app', '/lib/ld.so', '/lib/liba.so.1', '/lib/libb.so'];

async function proofOf(input: PlanInput, image: LayerInput = layer): Promise<Proof> {
  const original = await imageOf([image], { config: { Entrypoint: ['/bin/app'], Env: ['PATH=/bin'], Volumes: { '/data': {} } } });
  return (
    await slimming(original, {
      config,
      made: [{ path: '/data', kind: 'directory', mode: 0o755, uid: 0, gid: 0, content: '', linkTarget: null, reason: 'volume' }],
      ...input,
    })
  ).prove();
}

/** `gravity code path: summary < chain`. */
async function problems(input: PlanInput): Promise<readonly string[]> {
  const { problems: found } = await proofOf(input);
  return found.map(({ gravity, code, path, summary, chain }) => `${gravity} ${code} ${path}: ${[summary, ...chain].join(' < ')}`);
}

describe('the proof of a slim image', () => {
  it('holds where all is there, whatever the original lacks as well', async () => {
    const proof = await proofOf({ files: [...whole, '/link', '/dangling', '/bin/sh', '/bin/run'] });
    expect(proof).toMatchObject({ holds: true, problems: [] });
    expect(proof.checked).toEqual([
      { check: 'programs', count: 1 },
      { check: 'libraries', count: 5 },
      { check: 'scripts', count: 1 },
      { check: 'links', count: 2 },
      { check: 'surroundings', count: 5 },
      { check: 'files', count: 8 },
      { check: 'plan', count: 10 },
    ]);
    expect(proof.size.slimBytes).toBe(proof.size.predictedBytes);
    expect(proof.unchecked.length).toBeGreaterThan(0);
  });

  it('fails without the program', async () => {
    expect(await problems({ files: ['/lib/ld.so'] })).toEqual([
      'failure missing-program /bin/app: /bin/app is not there, or may not be executed < the command of the image',
    ]);
  });

  it('fails without the loader', async () => {
    expect(await problems({ files: whole.filter((path) => path !== '/lib/ld.so') })).toEqual([
      'failure missing-interpreter /lib/ld.so: /bin/app is started by /lib/ld.so, which is not there < interpreter of /bin/app < added by the application',
    ]);
  });

  it('fails without a library, and names the chain up to what starts it', async () => {
    const files = [{ path: '/bin/app', reason: 'the entrypoint of the image' }, '/lib/ld.so', '/lib/liba.so.1'];
    expect(await problems({ files })).toEqual([
      'failure missing-library /lib/libb.so: /lib/liba.so.1 needs libb.so, which its loader does not find < needed by /lib/liba.so.1 < needed by /bin/app < the entrypoint of the image',
    ]);
  });

  it('fails where a library of the base lacks a version of a symbol', async () => {
    const original = await imageOf([layer], { config: { Entrypoint: ['/bin/app'] } });
    const base = await imageOf([
      { '/lib/liba.so.1': elf({ soname: 'liba.so.1', versionDefinitions: ['A_1'] }), '/lib/libb.so': elf({ soname: 'libb.so' }) },
    ]);
    const { prove } = await slimming(original, { config, files: ['/bin/app', '/lib/ld.so'] }, { base });
    expect(
      (await prove()).problems.filter(({ gravity }) => gravity === 'failure').map(({ code, summary }) => `${code}: ${summary}`),
    ).toEqual(['missing-symbol-version: /bin/app needs A_2 of liba.so.1, which /lib/liba.so.1 does not have']);
  });

  it('only warns of what lacks something in the base itself, unless the program loads it', async () => {
    const original = await imageOf([layer], { config: { Entrypoint: ['/bin/app'] } });
    const base = await imageOf([
      {
        '/lib/liba.so.1': layer['/lib/liba.so.1']!,
        '/lib/unused.so': elf({ needed: ['libb.so'] }),
        '/link': { linkTarget: 'lib/libb.so' },
      },
    ]);
    const withUnused = { ...layer, '/lib/unused.so': elf({ needed: ['libb.so'] }) };
    const { prove: proveLoading } = await slimming(original, { config, files: ['/bin/app', '/lib/ld.so'] }, { base });
    const apart = { '/bin/app': { mode: 0o755, content: elf({ interpreter: '/lib/ld.so' }) } };
    const independent = await imageOf([{ ...withUnused, ...apart }], { config: { Entrypoint: ['/bin/app'] } });
    const { prove: proveApart } = await slimming(independent, { config, files: ['/bin/app', '/lib/ld.so'] }, { base });
    const said = async (prove: typeof proveApart) =>
      (await prove()).problems
        .filter(({ code }) => code === 'missing-library' || code === 'dangling-symlink')
        .map(({ gravity, summary }) => `${gravity}: ${summary}`);
    expect(await said(proveLoading)).toEqual([
      'failure: /lib/liba.so.1 needs libb.so, which its loader does not find',
      'warning: /link leads to /lib/libb.so, which is not there',
    ]);
    expect(await said(proveApart)).toEqual([
      'warning: /lib/liba.so.1 needs libb.so, which its loader does not find',
      'warning: /lib/unused.so needs libb.so, which its loader does not find',
      'warning: /link leads to /lib/libb.so, which is not there',
    ]);
  });

  it('fails where a command lost its interpreter, and warns of a script that nobody may start', async () => {
    expect(await problems({ files: [...whole, '/bin/run', '/share/example', '/share/env', '/share/text', '/usr/bin/env'] })).toEqual([
      'failure missing-script-interpreter /bin/sh: /bin/run is run by /bin/sh, which is not there < interpreter of /bin/run < added by the application',
      'warning missing-script-interpreter /bin/sh: /share/example is run by /bin/sh, which is not there < interpreter of /share/example < added by the application',
    ]);
  });

  it('fails where a symlink dangles that did not', async () => {
    expect(await problems({ files: ['/link', '/bin/app', '/lib/ld.so', '/lib/liba.so.1', '/lib/libb.so'] })).toEqual([]);
    const found = await problems({ files: ['/link', '/dangling'], config: { ...config, entrypoint: [] } });
    expect(found).toEqual([
      'failure missing-command null: the image says nothing of what to start, and its original starts /bin/app',
      'failure dangling-symlink /lib/libb.so: /link leads to /lib/libb.so, which is not there < link /link < added by the application',
    ]);
  });

  it('fails without the user, the zone, or a directory that is written to', async () => {
    const found = await problems({
      files: whole,
      made: [],
      config: { ...config, env: ['PATH=/bin', 'TZ=Europe/Vaduz'] },
      user: { uid: 1000, gid: 1000, groups: [], name: 'app', isMade: false, reason: '' },
    });
    expect(found).toEqual([
      'failure missing-directory /data: /data is not there < volume or working directory',
      'failure missing-user /etc/passwd: the user app cannot be looked up: /etc/passwd does not have it',
      'failure missing-zone /usr/share/zoneinfo/Europe/Vaduz: TZ is Europe/Vaduz, and /usr/share/zoneinfo/Europe/Vaduz is not there < environment variable TZ',
    ]);
  });

  it('fails where the plan says that it is of another size', async () => {
    const size = {
      visibleBytes: 1,
      imageBytes: 1,
      predictedBytes: 10,
      baseBytes: 0,
      partBytes: { runtime: 0, application: 0, data: 0, metadata: 0 },
    };
    expect((await problems({ files: whole, size }))[0]).toMatch(/^failure other-size null: the plan says 10 bytes, and the image has \d+$/);
  });
});
