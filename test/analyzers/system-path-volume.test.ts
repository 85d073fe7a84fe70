import { describe, expect, it } from 'vitest';
import { systemPathVolume } from '../../analyzers/system-path-volume.ts';
import { codesOf, findingsOf } from './analysis-of.ts';

const withVolume = (path: string) => ({ config: { Volumes: { [path]: {} } } });

describe('system-path-volume', () => {
  it('tells the volume and what to do', async () => {
    expect(await findingsOf(systemPathVolume, withVolume('/etc'))).toEqual([
      {
        code: 'system-path-volume/system',
        severity: 'medium',
        summary: 'each container gets a volume over /etc',
        bytes: 0,
        evidence: [{ kind: 'config', field: 'Volumes', value: '/etc' }],
        remedy: { kind: 'change-config', text: 'keep data in a directory of its own, and make only that one a volume', field: 'Volumes' },
      },
    ]);
  });

  it.each([
    ['/', 'kernel'],
    ['/proc', 'kernel'],
    ['/sys/', 'kernel'],
    ['/data/../dev', 'kernel'],
    ['dev', 'kernel'],
    ['/usr/bin', 'system'],
    ['/var/run/docker.sock', 'engine-socket'],
    ['/run/containerd/containerd.sock', 'engine-socket'],
  ])('%s is %s', async (path, variant) => {
    expect(await codesOf(systemPathVolume, withVolume(path))).toEqual([`system-path-volume/${variant}`]);
  });

  it.each(['/data', '/var/lib/postgresql/data', '/etc/app', '/usr/share/nginx/html', '/devices', '/var/run/app.sock'])(
    'says nothing of %s',
    async (path) => {
      expect(await codesOf(systemPathVolume, withVolume(path))).toEqual([]);
    },
  );

  it('has nothing to say of an image without volumes', async () => {
    expect(await codesOf(systemPathVolume, {})).toEqual([]);
  });
});
