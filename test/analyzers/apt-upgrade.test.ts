import { describe, expect, it } from 'vitest';
import { aptUpgrade } from '../../analyzers/apt-upgrade.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

const upgraded = [
  { '/usr/lib/libc.so': 70, '/usr/lib/libm.so': 30 },
  { '/usr/lib/libc.so': 75, '/var/log/dpkg.log': 5 },
];
const builtBy = (createdBy: string, layers = upgraded) => ({ layers, history: ['ADD rootfs', `RUN /bin/sh -c ${createdBy} # buildkit`] });

describe('apt-upgrade', () => {
  it('counts the new copies of what the base has', async () => {
    expect(await findingsOf(aptUpgrade, builtBy('apt-get update && apt-get -y upgrade'))).toEqual([
      {
        code: 'apt-upgrade/upgrade',
        severity: 'low',
        summary: 'an upgrade of all packages replaced files of the base image',
        bytes: 75,
        evidence: [{ kind: 'instruction', layer: 1, instruction: 'RUN apt-get update && apt-get -y upgrade' }],
        remedy: {
          kind: 'change-instruction',
          text: 'build on a newer version of the base image, and rebuild when there is one',
          instruction: 'RUN apt-get update && apt-get -y upgrade',
        },
      },
    ]);
  });

  it.each([
    'apt-get dist-upgrade -y',
    'apk --no-cache upgrade',
    'yum -y update',
    'dnf upgrade -y >/dev/null',
    'sudo apt full-upgrade',
    'pacman -Syu --noconfirm',
    'zypper -n up',
  ])('reports %s', async (command) => {
    expect(await seenBy(aptUpgrade, builtBy(command))).toHaveLength(1);
  });

  it.each([
    'apt-get update',
    'apt-get install -y upgrade',
    'yum update -y openssl',
    'apk upgrade openssl',
    'pip install --upgrade pip',
    'echo apt-get upgrade',
    'npm upgrade',
  ])('is silent about %s', async (command) => {
    expect(await seenBy(aptUpgrade, builtBy(command))).toEqual([]);
  });

  it('is silent about an upgrade that had nothing to upgrade', async () => {
    expect(await seenBy(aptUpgrade, builtBy('apt-get upgrade', [{ '/usr/lib/libc.so': 70 }, { '/new': 5 }] as never))).toEqual([]);
  });
});
