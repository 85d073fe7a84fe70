import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../src/advise/base/version-order.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { LayerInput } from '../../support/layers.ts';
import { interpreter, keptPaths, library, type PlanInput, planOf, program, staticProgram } from '../plan-of.ts';

function debian(version: string, files: LayerInput = {}): LayerInput {
  return {
    '/etc/os-release': `ID=debian\nVERSION_ID="${version}"\n`,
    '/lib': { linkTarget: 'usr/lib' },
    '/lib64': { linkTarget: 'usr/lib64' },
    '/usr/lib64/ld-linux-x86-64.so.2': library('ld-linux-x86-64.so.2'),
    '/usr/lib/x86_64-linux-gnu/libc.so.6': library('libc.so.6'),
    '/var/lib/dpkg/status': 'Package: libc6\nStatus: install ok installed\nVersion: 2\nArchitecture: amd64\n',
    '/var/lib/dpkg/info/libc6:amd64.list': '/usr/lib/x86_64-linux-gnu/libc.so.6\n/usr/lib64/ld-linux-x86-64.so.2\n',
    ...files,
  };
}

async function candidates(input: PlanInput): Promise<ReadonlyMap<string, Plan['candidates'][number]>> {
  const plan = await planOf(input);
  return new Map(plan.candidates.map((one) => [one.base.kind === 'scratch' ? 'scratch' : one.base.reference.replace(/^.*\//, ''), one]));
}

const config = { Entrypoint: ['/app'] };

describe('the bases', () => {
  it('that have a C library do not come into question for static programs', async () => {
    const found = await candidates({ layers: [{ '/app': staticProgram() }], config });
    const fitting = [...found].filter(([, { fits }]) => fits).map(([name]) => name);
    expect(fitting).toEqual(['scratch', 'static-debian13:nonroot', 'static-debian12:nonroot', 'static:latest']);
  });

  const distroless = 'gcr.io/distroless/static-debian13:nonroot';
  const zone = { '/usr/share/zoneinfo/UTC': 'TZif2' };
  const certificate = { '/etc/ssl/certs/ca-certificates.crt': 'x' };

  it.each<readonly [what: string, textBytes: number, imageBytes: number, files: LayerInput, taken: string, reason: string]>([
    [
      'are taken for little more than is kept',
      8e6,
      12e6,
      {},
      distroless,
      'its makers keep up to date what it brings: CA certificates, time zones; it adds 25 % to what is kept',
    ],
    [
      'are not for a large share of it',
      1e6,
      12e6,
      {},
      'scratch',
      'the smallest base that fits and brings something would add 150 % to what is kept',
    ],
    ['are not where the image was smaller', 8e6, 9e6, {}, 'scratch', 'on any base that fits it would be larger than the image is now'],
    [
      'are not for what is kept of the image anyway',
      8e6,
      12e6,
      { ...zone, ...certificate },
      'scratch',
      'what the bases that fit would bring is kept of the image, or needed by nothing',
    ],
  ])('%s', async (_, textBytes, imageBytes, files, taken, reason) => {
    const app = staticProgram({ textBytes });
    const rest = { '/usr/share/doc/a/b': new Uint8Array(imageBytes - textBytes) };
    const keep = Object.keys(files).flatMap((path) => ['--keep', path]);
    const plan = await planOf({ layers: [{ '/app': app, ...rest, ...files }], config }, ...keep);
    expect([plan.base.kind === 'scratch' ? 'scratch' : plan.base.reference, plan.candidates[0]?.reasons[0]]).toEqual([taken, reason]);
    expect(plan.size.predictedBytes).toBeLessThanOrEqual(plan.size.imageBytes);
  });

  it('of others are told of with what they would add', async () => {
    const found = await candidates({
      layers: [{ '/app': staticProgram({ textBytes: 1e6 }), '/usr/share/doc/a': new Uint8Array(3e6) }],
      config,
    });
    expect(found.get('static-debian13:nonroot')?.reasons[0]).toMatch(/^it adds (?:199|200) % to what is kept$/);
  });

  it('that fit are none for a program of musl, and that is said', async () => {
    const musl = program({ interpreter: '/lib/ld-musl-x86_64.so.1', needed: ['libc.musl-x86_64.so.1'] });
    const files = { '/lib/ld-musl-x86_64.so.1': library('libc'), '/lib/libc.musl-x86_64.so.1': library('libc'), '/app': musl };
    expect((await planOf({ layers: [files], config })).candidates[0]?.reasons[0]).toBe('no base of the catalogue fits');
  });

  it('of an older C library do not fit a program that needs a newer', async () => {
    const app = program({ versionNeeds: { 'libc.so.6': ['GLIBC_2.38', 'GLIBC_2.4'] } });
    const found = await candidates({ layers: [debian('13', { '/app': app })], config });
    expect(found.get('base-nossl-debian12:nonroot')?.reasons[0]).toBe('its programs need glibc 2.38, and the base has 2.36');
    expect(found.get('base-nossl-debian13:nonroot')?.fits).toBe(true);
  });

  it('of an older libstdc++ do not fit either', async () => {
    const app = program({ needed: ['libstdc++.so.6', 'libc.so.6'], versionNeeds: { 'libstdc++.so.6': ['GLIBCXX_3.4.32'] } });
    const files = { '/app': app, '/usr/lib/x86_64-linux-gnu/libstdc++.so.6': library('libstdc++.so.6') };
    const found = await candidates({ layers: [debian('13', files)], config });
    expect([found.get('cc-debian12:nonroot')?.fits, found.get('cc-debian13:nonroot')?.fits]).toEqual([false, true]);
  });

  it('of glibc do not fit programs of musl, of another distribution, or of another architecture', async () => {
    const musl = program({ interpreter: '/lib/ld-musl-x86_64.so.1', needed: ['libc.musl-x86_64.so.1'] });
    const alpine = await candidates({
      layers: [{ '/lib/ld-musl-x86_64.so.1': library('libc'), '/lib/libc.musl-x86_64.so.1': library('libc'), '/app': musl }],
      config,
    });
    const fedora = await candidates({
      layers: [
        { '/etc/os-release': 'ID=fedora\n', [interpreter]: library('ld'), '/lib64/libc.so.6': library('libc.so.6'), '/app': program() },
      ],
      config,
    });
    const riscv = await candidates({ layers: [{ '/app': { ...staticProgram({ machine: 'riscv' }) } }], config, platform: 'linux/riscv64' });
    expect([
      alpine.get('base-nossl-debian13:nonroot')?.reasons[0],
      fedora.get('base-nossl-debian13:nonroot')?.reasons[0],
      riscv.get('static-debian12:nonroot')?.reasons[0],
    ]).toEqual([
      '/app is linked with musl, and the base has glibc',
      "its libraries lie where fedora has them, and not where Debian's loader looks",
      'there is none for linux/riscv64',
    ]);
  });

  it('of a language fit the same version of it only', async () => {
    const python = { '/usr/bin/python3': { linkTarget: 'python3.11' }, '/usr/bin/python3.11': staticProgram() };
    const found = await candidates({ layers: [debian('12', python)], config: { Cmd: ['python3', '--version'] } });
    expect(found.get('python3-debian13:nonroot')?.reasons[0]).toBe('the image has python 3.11, and the base 3.13');
    expect(found.get('nodejs22-debian13:nonroot')?.reasons[0]).toBe('nothing that is kept runs on node');
  });

  it('leave out of the plan what they bring', async () => {
    const input = {
      layers: [debian('13', { '/app': program({ needed: ['libown.so', 'libc.so.6'] }), '/usr/lib/libown.so': library('libown.so') })],
      config,
    };
    const plan = await planOf(input, '--base', 'gcr.io/distroless/base-nossl-debian13');
    expect(keptPaths(plan)).toEqual(['/app', '/etc/os-release', '/usr/lib/libown.so']);
    expect([plan.base, plan.size.baseBytes]).toEqual([
      { kind: 'image', reference: 'gcr.io/distroless/base-nossl-debian13', bytes: 15e6 },
      15e6,
    ]);
    expect(plan.removed.packages).toEqual([]);
  });

  it('that are unmerged do not fit where a shell is needed', async () => {
    const shell = program({ strings: ['', 'OPTIND', ''] });
    const files = { '/bin': { linkTarget: 'usr/bin' }, '/usr/bin/sh': shell };
    const found = await candidates({ layers: [debian('12', files)], config: { Entrypoint: ['/bin/sh', '-c', 'true && true'] } });
    expect([found.get('base-nossl-debian12:nonroot')?.fits, found.get('base-nossl-debian13:nonroot')?.fits]).toEqual([false, true]);
  });
});

describe('compareVersions', () => {
  it.each([
    ['2.9', '2.36', -1],
    ['3.4.30', '3.4.30', 0],
    ['2.36', '2.36.1', -1],
    ['3.0', '2.99', 1],
  ])('orders %s and %s', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign);
  });
});
