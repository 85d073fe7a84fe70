import { describe, expect, it } from 'vitest';
import { rootProgram } from '../../../src/advise/user/root-programs.ts';

describe('rootProgram', () => {
  it.each([
    ['nginx', 'nginx starts as root and becomes somebody else'],
    ['php-fpm8.2', 'php-fpm starts as root and becomes somebody else'],
    ['iptables', 'iptables manages the network, which only root may'],
    ['useradd', 'useradd changes the system, which only root may'],
    ['dockerd', 'dockerd runs containers, which only root may'],
    ['promtail', 'promtail looks at what others keep from all but root'],
    ['id', 'id asks who it runs as'],
    ['postgres', 'postgres must not run as root, and belongs to a user of its own'],
    ['git', 'git refuses repositories that belong to somebody else'],
  ])('knows %s', (name, reason) => {
    expect(rootProgram(name)).toBe(reason);
  });

  it.each(['nginx-exporter', 'node', 'idle', 'mysql', 'constructor', 'toString', 'masterful', ''])('knows nothing of %j', (name) => {
    expect(rootProgram(name)).toBeNull();
  });
});
