import { describe, expect, it } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import { parseImageConfig } from '../../src/model/image-config-parser.ts';

const diffId = `sha256:${'a'.repeat(64)}`;
const minimal = { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [diffId] } };

function failure(json: unknown): string {
  try {
    parseImageConfig(json, 'configuration');
    return 'none';
  } catch (error) {
    return error instanceof InspectError ? `${error.code}: ${error.message}` : String(error);
  }
}

describe('parseImageConfig', () => {
  it('parses all that OCI and Docker write', () => {
    const json = {
      ...minimal,
      architecture: 'arm',
      variant: 'v7',
      created: '2024-01-02T03:04:05.678Z',
      author: 'somebody',
      docker_version: '20.10',
      container_config: { User: 'ignored' },
      config: {
        User: 'app',
        Env: ['PATH=/bin', 'A='],
        Entrypoint: ['/run'],
        Cmd: ['a', 'b'],
        WorkingDir: '/srv',
        ExposedPorts: { '80/tcp': {}, '443/tcp': {} },
        Volumes: { '/data': {}, '/cache': {} },
        Labels: { b: '2', a: '1' },
        Healthcheck: { Test: ['CMD', '/check'], Interval: 30000000000, Timeout: 0, StartPeriod: 5, StartInterval: 7, Retries: 3 },
        StopSignal: 'SIGINT',
        Shell: ['/bin/bash', '-c'],
      },
      history: [{ created: '2024-01-01T00:00:00Z', created_by: 'ADD x', comment: 'c' }, { created_by: 'CMD y', empty_layer: true }, {}],
    };
    expect(parseImageConfig(json, 'configuration')).toEqual({
      platform: { os: 'linux', architecture: 'arm', variant: 'v7' },
      created: '2024-01-02T03:04:05.678Z',
      author: 'somebody',
      config: {
        user: 'app',
        env: ['PATH=/bin', 'A='],
        entrypoint: ['/run'],
        cmd: ['a', 'b'],
        workingDir: '/srv',
        exposedPorts: ['443/tcp', '80/tcp'],
        volumes: ['/cache', '/data'],
        labels: { a: '1', b: '2' },
        healthcheck: {
          test: ['CMD', '/check'],
          intervalNanoseconds: 30000000000,
          startPeriodNanoseconds: 5,
          startIntervalNanoseconds: 7,
          retries: 3,
        },
        stopSignal: 'SIGINT',
        shell: ['/bin/bash', '-c'],
      },
      diffIds: [diffId],
      history: [
        { createdBy: 'ADD x', created: '2024-01-01T00:00:00Z', comment: 'c', emptyLayer: false },
        { createdBy: 'CMD y', created: null, comment: null, emptyLayer: true },
        { createdBy: '', created: null, comment: null, emptyLayer: false },
      ],
    });
  });

  it('takes null, and nothing, for what an image does not say', () => {
    const empty = {
      platform: { os: 'linux', architecture: 'amd64' },
      created: null,
      author: null,
      config: {
        user: '',
        env: [],
        entrypoint: [],
        cmd: [],
        workingDir: '',
        exposedPorts: [],
        volumes: [],
        labels: {},
        healthcheck: null,
        stopSignal: null,
        shell: null,
      },
      diffIds: [diffId],
      history: [],
    };
    const nulls = {
      User: null,
      Env: null,
      Entrypoint: null,
      Cmd: null,
      ExposedPorts: null,
      Volumes: null,
      Labels: null,
      Healthcheck: null,
    };
    expect(parseImageConfig(minimal, 'configuration')).toEqual(empty);
    expect(parseImageConfig({ ...minimal, config: nulls, history: null, author: '', created: null }, 'configuration')).toEqual(empty);
    expect(parseImageConfig({ ...minimal, config: null, created: '0001-01-01T00:00:00Z' }, 'configuration')).toEqual(empty);
    expect(parseImageConfig({ ...minimal, rootfs: { type: 'layers', diff_ids: null } }, 'configuration')).toEqual({
      ...empty,
      diffIds: [],
    });
  });

  it('takes what few images say only where it is said', () => {
    const parsed = (config: unknown) => {
      const { onBuild, stopTimeoutSeconds } = parseImageConfig({ ...minimal, config }, 'configuration').config;
      return [onBuild, stopTimeoutSeconds];
    };
    expect(parsed({ OnBuild: ['COPY . /app', 'RUN make'], StopTimeout: 600 })).toEqual([['COPY . /app', 'RUN make'], 600]);
    expect(parsed({ StopTimeout: -1 })).toEqual([undefined, -1]);
    expect(parsed({ OnBuild: [], StopTimeout: '9' })).toEqual([undefined, undefined]);
    expect(parsed({ OnBuild: null, StopTimeout: null })).toEqual([undefined, undefined]);
  });

  it('calls a platform that the image does not name unknown', () => {
    expect(parseImageConfig({ ...minimal, os: '', architecture: '' }, 'configuration').platform).toEqual({
      os: 'unknown',
      architecture: 'unknown',
    });
  });

  it('parses a Windows image', () => {
    const json = { ...minimal, os: 'windows', 'os.version': '10.0.17763.1', rootfs: { type: 'layers', diff_ids: [diffId] } };
    expect(parseImageConfig(json, 'configuration').platform).toEqual({ os: 'windows', architecture: 'amd64' });
  });

  it('takes a command that is one string for a list of one', () => {
    const { config } = parseImageConfig({ ...minimal, config: { Entrypoint: '/run me', Cmd: 'now' } }, 'configuration');
    expect([config.entrypoint, config.cmd]).toEqual([['/run me'], ['now']]);
  });

  it('keeps labels with hostile names as labels', () => {
    const json = JSON.parse(
      '{"os":"linux","architecture":"amd64","rootfs":{"diff_ids":[]},"config":{"Labels":{"__proto__":"x"}}}',
    ) as unknown;
    const { labels } = parseImageConfig(json, 'configuration').config;
    expect(Object.entries(labels)).toEqual([['__proto__', 'x']]);
  });

  it('says which field has the wrong type', () => {
    expect(failure('text')).toBe('malformed-config: configuration: expected an object, got "text"');
    expect(failure({ ...minimal, rootfs: undefined })).toBe('malformed-config: configuration: expected an object as rootfs, got nothing');
    expect(failure({ ...minimal, rootfs: { type: 'other' } })).toBe(
      'malformed-config: configuration: expected rootfs.type "layers", got "other"',
    );
    expect(failure({ ...minimal, rootfs: { diff_ids: ['sha256:short'] } })).toBe(
      'malformed-config: configuration: expected a digest as rootfs.diff_ids[0], got "sha256:short"',
    );
    expect(failure({ ...minimal, config: [] })).toBe('malformed-config: configuration: expected an object as config, got a list');
    expect(failure({ ...minimal, config: { Env: 'A=1' } })).toBe(
      'malformed-config: configuration: expected a list as config.Env, got "A=1"',
    );
    expect(failure({ ...minimal, config: { Healthcheck: { Interval: '1s' } } })).toBe(
      'malformed-config: configuration: expected a count as config.Healthcheck.Interval, got "1s"',
    );
    expect(failure({ ...minimal, history: [{}, { created_by: 1 }] })).toBe(
      'malformed-config: configuration: expected a string as history[1].created_by, got 1',
    );
    expect(failure({ ...minimal, os: 5 })).toBe('malformed-config: configuration: expected a string as os, got 5');
  });
});
