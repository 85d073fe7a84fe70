import { describe, expect, it } from 'vitest';
import { parseBuildInfo } from '../../src/model/build-info-parser.ts';
import { InspectError } from '../../src/model/errors.ts';
import { defaultLimits } from '../../src/model/limits.ts';

const pin = `sha256:${'a'.repeat(64)}`;

function parsed(json: unknown): unknown {
  return parseBuildInfo(Buffer.from(JSON.stringify(json)).toString('base64'), defaultLimits);
}

describe('parseBuildInfo', () => {
  it('finds the images that a build pulled, without what read its Dockerfile', () => {
    const sources = [
      { type: 'docker-image', ref: 'docker.io/library/alpine:3.17', pin },
      { type: 'docker-image', ref: 'docker.io/docker/dockerfile:1.4', pin: `sha256:${'f'.repeat(64)}` },
      { type: 'git', ref: 'https://github.com/example/app.git#main', pin: '0'.repeat(40) },
      { type: 'docker-image', ref: 'docker.io/library/alpine:3.17', pin: 'sha256:short' },
    ];
    expect(parsed({ frontend: 'dockerfile.v0', sources })).toEqual([{ saidBy: 'build-info', digest: pin, layers: null }]);
    expect(parsed({ frontend: 'dockerfile.v0' })).toEqual([]);
  });

  it('refuses what is no such document', () => {
    expect(() => parseBuildInfo('!', defaultLimits)).toThrow(
      new InspectError('malformed-json', 'moby.buildkit.buildinfo.v1: expected JSON, got nothing'),
    );
    expect(() => parsed({ sources: 1 })).toThrow(
      new InspectError('malformed-config', 'moby.buildkit.buildinfo.v1: expected a list as sources, got 1'),
    );
  });
});
