import { describe, expect, it } from 'vitest';
import { addRemote } from '../../analyzers/add-remote.ts';
import { findingsOf } from './analysis-of.ts';

const builtBy = (createdBy: string) => ({ layers: [{ '/a': 1 }], history: [createdBy] });

describe('add-remote', () => {
  it('tells the address and the instruction', async () => {
    expect(await findingsOf(addRemote, builtBy('ADD https://example.org/a.tar.gz /opt/ # buildkit'))).toEqual([
      {
        code: 'add-remote/unverified',
        severity: 'low',
        summary: 'a build added what was at https://example.org/a.tar.gz without verifying it',
        bytes: 0,
        evidence: [{ kind: 'instruction', layer: 0, instruction: 'ADD https://example.org/a.tar.gz /opt/' }],
        remedy: {
          kind: 'change-instruction',
          text: 'give ADD a --checksum=sha256:…, or verify a signature after the download',
          instruction: 'ADD https://example.org/a.tar.gz /opt/',
        },
      },
    ]);
  });

  it.each([
    ['ADD http://example.org/a /a # buildkit', 'unencrypted'],
    ['ADD git@github.com:example/a.git#main /src # buildkit', 'unverified'],
    ['ADD --chown=1:1 https://example.org/a /a # buildkit', 'unverified'],
  ])('reports %s', async (createdBy, variant) => {
    expect((await findingsOf(addRemote, builtBy(createdBy))).map(({ code }) => code)).toEqual([`add-remote/${variant}`]);
  });

  it.each([
    'ADD rootfs.tar.xz / # buildkit',
    '/bin/sh -c #(nop) ADD file:4eedf861fb567fffb2694b65ebdd58d5e371a2c28c3863f363f333cb34e5eb7b in / ',
    `ADD --checksum=sha256:${'0'.repeat(64)} https://example.org/a /a # buildkit`,
    `ADD git@github.com:example/a.git#${'a'.repeat(40)} /src # buildkit`,
    'COPY https.conf /etc/ # buildkit',
    'RUN /bin/sh -c curl https://example.org/a # buildkit',
    'RUN /bin/sh -c echo "ADD https://example.org/a" # buildkit',
  ])('is silent about %s', async (createdBy) => {
    expect(await findingsOf(addRemote, builtBy(createdBy))).toEqual([]);
  });
});
