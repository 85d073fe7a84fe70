import { describe, expect, it } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import type { Plan } from '../../src/model/plan.ts';
import { parsePlan } from '../../src/model/plan-parser.ts';
import { plan } from '../support/plan.ts';

const whole: Plan = plan({
  files: [{ path: '/bin/app', reason: 'needed by', from: '/bin/x', layer: 2, bytes: 12, part: 'runtime' }, '/etc/\udcff'],
  made: [{ path: '/etc/passwd', kind: 'file', mode: 0o644, uid: 0, gid: 0, content: 'a:x:1:1::/:\n', linkTarget: null, reason: 'user' }],
  base: { kind: 'image', reference: 'gcr.io/distroless/cc-debian12:nonroot', bytes: 23 },
  candidates: [{ base: { kind: 'scratch' }, predictedBytes: 1, fits: true, brings: ['a'], lacks: [], reasons: ['b'] }],
  strategies: [{ strategy: 'minimal', predictedBytes: 3, confidence: 'guessed', reason: 'without a' }],
  writablePaths: [{ path: '/data', uid: 1, gid: 2, mode: 0o1777, reason: 'volume' }],
  listens: [80, 8443],
  warnings: [{ code: 'a-b', text: 'c', path: '/d', line: 3 }],
  removed: {
    findings: [{ code: 'a/b', severity: 'high', summary: 's', bytes: 1 }],
    packages: [{ purl: 'pkg:deb/x', bytes: 2 }],
    vulnerabilities: { before: 2, after: 1 },
  },
});

function parse(change: Readonly<Record<string, unknown>>): Plan {
  return parsePlan(JSON.parse(JSON.stringify({ ...whole, ...change })), 'plan.json');
}

function failure(change: Readonly<Record<string, unknown>>): string {
  try {
    parse(change);
  } catch (error) {
    if (error instanceof InspectError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing';
}

const file = whole.files[0]!;
const made = whole.made[0]!;

describe('a saved plan', () => {
  it('is read as it was', () => {
    expect(parse({})).toEqual(whole);
    expect(parse({ strategies: undefined, listens: undefined })).toEqual({ ...whole, strategies: [], listens: [] });
    expect(parse({ listens: [8443, 80, 80] }).listens).toEqual([80, 8443]);
  });

  it('keeps a health check and labels whatever they are called', () => {
    const config = { ...whole.config, healthcheck: { test: ['CMD', '/x'], retries: 3 }, labels: { constructor: 'a', b: 'c' } };
    expect(parse({ config }).config).toEqual(config);
  });

  it.each([
    [
      { schemaVersion: 2 },
      'malformed-json: plan.json: expected a plan of flense advise --format json, 1 as schemaVersion, got "schema version 2"',
    ],
    [
      { schemaVersion: undefined },
      'malformed-json: plan.json: expected a plan of flense advise --format json, 1 as schemaVersion, got "something else"',
    ],
    [{ strategy: 'all' }, 'malformed-json: plan.json: expected one of minimal, balanced, conservative as strategy, got "all"'],
    [{ listens: [0] }, 'malformed-json: plan.json: expected a list of ports as listens, got "0"'],
    [{ listens: [65_536] }, 'malformed-json: plan.json: expected a list of ports as listens, got "65536"'],
    [{ files: [file, file] }, 'malformed-json: plan.json: expected each path once as files, got "/bin/app"'],
    [
      { files: [{ ...file, path: '/a/../b' }] },
      'malformed-json: plan.json: expected an absolute path without "." and ".." as files[0].path, got "/a/../b"',
    ],
    [
      { files: [{ ...file, path: 'a' }] },
      'malformed-json: plan.json: expected an absolute path without "." and ".." as files[0].path, got "a"',
    ],
    [
      { files: [{ ...file, path: '/a\0' }] },
      'malformed-json: plan.json: expected an absolute path without "." and ".." as files[0].path, got "/a\\u0000"',
    ],
    [{ files: [{ ...file, kind: 'socket' }] }, /^malformed-json: .* as files\[0\].kind, got "socket"$/],
    [{ made: [{ ...made, mode: 0o10000 }] }, 'malformed-json: plan.json: expected a number up to 4095 as made[0].mode, got "4096"'],
    [{ made: [{ ...made, kind: 'symlink' }] }, 'malformed-json: plan.json: expected a string as made[0].linkTarget, got nothing'],
    [{ base: { kind: 'image', reference: 'a\nRUN rm -rf /', bytes: 1 } }, /^malformed-json: .*the name of an image as base.reference/],
    [
      { source: { ...whole.source, imageId: 'sha256:x' } },
      'malformed-json: plan.json: expected a digest as source.imageId, got "sha256:x"',
    ],
    [{ size: null }, 'malformed-json: plan.json: expected an object as size, got nothing'],
  ])('of %j is refused', (change, message) => {
    if (typeof message === 'string') expect(failure(change)).toBe(message);
    else expect(failure(change)).toMatch(message);
  });
});
