import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Origin } from '../../src/model/finding.ts';
import { alignInstructions } from '../../src/report/gate-alignment.ts';
import { dockerfileLines } from '../../src/report/gate-dockerfile.ts';
import { smallReport } from '../report/small-report.ts';

function lines(dockerfile: string, ...history: readonly string[]): readonly (number | null)[] {
  return dockerfileLines(
    dockerfile,
    history.map((createdBy, index) => ({ ...smallReport.layers[0]!, index, createdBy })),
  );
}

const dockerfile = `# syntax=docker/dockerfile:1
ARG TAG=20
FROM node:$TAG AS base
RUN apt-get update && \\
    # for the modules
    apt-get install -y python3
FROM base AS other
RUN npm run other
FROM base
WORKDIR /app
COPY --chown=node:node package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
ENV A=b
COPY . .
RUN ["node", "build.js"]
`;

describe('the lines of a Dockerfile', () => {
  it('are found for what BuildKit says of the layers', () => {
    expect(
      lines(
        dockerfile,
        'COPY rootfs / # buildkit',
        'RUN /bin/sh -c apt-get update &&     apt-get install -y python3 # buildkit',
        'WORKDIR /app',
        'COPY --chown=node:node package.json package-lock.json ./ # buildkit',
        'RUN /bin/sh -c npm ci # buildkit',
        'COPY . . # buildkit',
      ),
    ).toEqual([null, 4, 10, 11, 12, 14]);
  });

  it('are found for what the classic builder says of them', () => {
    expect(
      lines(
        dockerfile,
        '/bin/sh -c #(nop) ADD file:0123 in / ',
        '/bin/sh -c apt-get update &&     apt-get install -y python3',
        '/bin/sh -c #(nop) WORKDIR /app',
        '/bin/sh -c #(nop) COPY --chown=node:nodemulti:0a1b in ./ ',
        '|1 TAG=20 /bin/sh -c npm ci',
        '/bin/sh -c #(nop) COPY dir:0a1b in . ',
        'node build.js',
      ).slice(0, 3),
    ).toEqual([null, 4, 10]);
    expect(lines('FROM a\nCOPY src /app\nCOPY lib /lib\n', '/bin/sh -c #(nop) COPY dir:0a1b in /lib ')).toEqual([3]);
  });

  it('are those of the last stage and of those that it is built on', () => {
    expect(lines(dockerfile, 'RUN /bin/sh -c npm run other # buildkit')).toEqual([null]);
  });

  it('are found where values were put for variables', () => {
    expect(lines('FROM a\nCOPY dist/$NAME /srv/app/\n', 'COPY dist/web /srv/app/ # buildkit')).toEqual([2]);
  });

  it('are not there for layers that are known to come with the base image', () => {
    const origin: Origin = { kind: 'base', guessed: false };
    const layers = [{ ...smallReport.layers[0]!, createdBy: 'RUN make', origin }];
    expect(dockerfileLines('FROM a\nRUN make\n', layers)).toEqual([null]);
  });

  it('are not there in an empty file, nor for an image without layers', () => {
    expect([lines('', 'RUN a'), lines('FROM scratch'), lines('RUN', 'RUN')]).toEqual([[null], [], [null]]);
  });

  it('ends for a file of any size', () => {
    expect(() => lines('x'.repeat(1_048_577), 'RUN a')).toThrow('more than 1048576 characters');
    expect(() => lines(`FROM a\n${'RUN a\n'.repeat(2_001)}`, 'RUN a')).toThrow('more than 2000 instructions');
  });
});

describe('any text', () => {
  it('is read as a Dockerfile', () => {
    const words = [
      'FROM ',
      'RUN ',
      'COPY ',
      'ADD ',
      'WORKDIR ',
      'AS ',
      'a',
      '--from=',
      '--mount=',
      '\\\n',
      '\n',
      '<<EOF',
      'EOF',
      '["',
      '"]',
      '$',
      '${',
      '}',
      ':-',
      "'",
      '"',
      '#',
      '# escape=`\n',
      '`\n',
      ' ',
      '\t',
      '\r\n',
      '\u0000',
      'ONBUILD ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) => {
        expect(lines(parts.join(''), 'RUN a', 'COPY a a')).toHaveLength(2);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the alignment', () => {
  it('keeps the order, and takes the last of several that are the same', () => {
    expect(alignInstructions(['RUN a', 'COPY x y', 'RUN a'], ['RUN a', 'RUN a', 'COPY x y', 'RUN a'])).toEqual([1, 2, 3]);
  });

  it('leaves out what is like nothing', () => {
    expect(alignInstructions(['RUN a', 'RUN b c d'], ['COPY a b', 'RUN x y z'])).toEqual([null, null]);
  });
});
