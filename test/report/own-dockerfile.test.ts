import { describe, expect, it } from 'vitest';
import { cacheMounts } from '../../src/report/dockerfile/cache-mounts.ts';
import { ownDockerfile } from '../../src/report/dockerfile/own-dockerfile.ts';

const text = `# syntax=docker/dockerfile:1
FROM node:20 AS build
RUN npm ci && \\
    npm run build

FROM node:20-slim
COPY --from=build /app /app
RUN apt-get update && apt-get install -y curl
CMD ["node", "/app"]
`;

describe("the user's own Dockerfile", () => {
  it('is kept, its last stage named, and leaves other names to us', () => {
    const { text: kept, stageName, stages } = ownDockerfile(text, 'Dockerfile', []);
    expect(kept).toBe(text.trimEnd().replace('FROM node:20-slim', 'FROM node:20-slim AS app'));
    expect({ stageName, stages }).toEqual({ stageName: 'app', stages: { build: 'build-2', production: 'production', debug: 'debug' } });
  });

  it('keeps the name that its last stage has', () => {
    const own = ownDockerfile('FROM a AS Production\nRUN x\n', 'Dockerfile', []);
    expect(own).toMatchObject({ text: 'FROM a AS Production\nRUN x', stageName: 'Production', stages: { production: 'production-2' } });
  });

  it('is offered cache mounts, and remedies where it does what they are for', () => {
    const remedies = [
      { instruction: 'RUN apt-get update && apt-get install -y curl', text: 'remove the lists\nRUN evil' },
      { instruction: 'RUN something else', text: 'not here' },
    ];
    const { advisedText } = ownDockerfile(text, 'Dockerfile', remedies);
    expect(advisedText.split('\n').slice(2, 9)).toEqual([
      'RUN --mount=type=cache,target=/root/.npm,sharing=locked npm ci && \\',
      '    npm run build',
      '',
      'FROM node:20-slim AS app',
      'COPY --from=build /app /app',
      '# flense: remove the lists\\nRUN evil',
      'RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked apt-get update && apt-get install -y curl',
    ]);
  });

  it('is offered no second mount at a place that has one', () => {
    const { advisedText } = ownDockerfile(
      'FROM a\nRUN --mount=type=cache,target=/root/.cache/go-build \\\n    --mount=type=cache,dst=/root/.npm go build && npm ci\n',
      'Dockerfile',
      [],
    );
    expect(advisedText.split('\n').slice(1)).toEqual([
      'RUN --mount=type=cache,target=/go/pkg/mod,sharing=locked --mount=type=cache,target=/root/.cache/go-build \\',
      '    --mount=type=cache,dst=/root/.npm go build && npm ci',
    ]);
  });

  it.each([
    ['', 'usage'],
    ['RUN x\n', 'usage'],
    ['# escape=`\nFROM a\n', 'unsupported'],
  ])('%j is refused', (file, code) => {
    expect(() => ownDockerfile(file, 'Dockerfile', [])).toThrowError(expect.objectContaining({ code }));
  });
});

describe('cache mounts', () => {
  it.each([
    ['apt-get -y install a', ['/var/cache/apt', '/var/lib/apt']],
    ['pip install -r requirements.txt', ['/root/.cache/pip']],
    ['go build ./...', ['/go/pkg/mod', '/root/.cache/go-build']],
    ['echo captain install', []],
    ['npm run build', []],
  ])('for %s', (command, targets) => {
    expect(cacheMounts(command)).toEqual(targets);
  });
});
