import { describe, expect, it } from 'vitest';
import { ignoredFile } from '../../analyzers/ignored-file.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

const copied = (layer: Readonly<Record<string, number>>) => ({ layers: [layer], history: ['COPY . /app # buildkit'] });

describe('ignored-file', () => {
  it('tells what came along with its bytes, removed or not, and the patterns', async () => {
    const layers = [{ '/app/.git/objects/a': 900, '/app/.git/HEAD': 20, '/app/x.js': 5, '/app/src/.DS_Store': 6 }, { '/app/.wh..git': 0 }];
    expect(await findingsOf(ignoredFile, { layers, history: ['COPY . /app # buildkit', 'RUN rm -r .git'] })).toEqual([
      {
        code: 'ignored-file/context',
        severity: 'low',
        summary: 'the build context brought along /app/.git and /app/src/.DS_Store',
        bytes: 926,
        evidence: [
          { kind: 'file', path: '/app/.git', layer: 0, bytes: 920 },
          { kind: 'file', path: '/app/src/.DS_Store', layer: 0, bytes: 6 },
        ],
        remedy: { kind: 'change-instruction', text: 'add **/.git and **/.DS_Store to .dockerignore', instruction: 'COPY . /app' },
      },
    ]);
  });

  it.each([
    '/app/Dockerfile',
    '/app/Dockerfile.prod',
    '/app/docker-compose.dev.yml',
    '/app/.env.production',
    '/app/.vscode',
    '/app/a/b/.main.c.swp',
    '/app/npm-debug.log.123',
    '/app/node_modules',
    '/app/.vimrc',
    '/app/.aws',
  ])('knows %s', async (path) => {
    expect(await seenBy(ignoredFile, copied({ [path]: 10 }))).toEqual([`context ${path}`]);
  });

  it.each(['/src/app/Dockerfile', '/srv/compose.yaml', '/root/.vimrc', '/root/.azure', '/src/app/.vscode'])(
    'tells %s that a RUN left',
    async (path) => {
      const file = path.includes('/.az') || path.includes('/.vs') ? `${path}/settings.json` : path;
      expect(await seenBy(ignoredFile, { layers: [{ [file]: 10 }], history: ['RUN /bin/sh -c git clone x'] })).toEqual([`left ${path}`]);
    },
  );

  it.each([
    '/app/node_modules/x/Dockerfile',
    '/usr/share/doc/x/Dockerfile',
    '/usr/lib/python3/dist-packages/x/.vscode/a',
    '/app/dockerfile.js',
  ])('says nothing of %s that a RUN installed', async (path) => {
    expect(await seenBy(ignoredFile, { layers: [{ [path]: 10 }], history: ['RUN /bin/sh -c npm ci'] })).toEqual([]);
  });

  it('tells what was copied once, though a RUN gives it to another user', async () => {
    const layers = [{ '/app/Dockerfile': 10 }, { '/app/Dockerfile': { content: 10, uid: 5 } }];
    expect(await seenBy(ignoredFile, { layers, history: ['COPY . /app', 'RUN chown -R app /app'] })).toEqual(['context /app/Dockerfile']);
  });

  it.each([
    ['what a build installed', { layers: [{ '/app/node_modules/x/index.js': 9 }], history: ['RUN /bin/sh -c npm ci'] }],
    ['what comes from another stage', { layers: [{ '/app/node_modules/x': 9 }], history: ['COPY --from=build /app /app # buildkit'] }],
    [
      'what an instruction asks for by its name, which would fail without it',
      {
        layers: [{ '/app/node_modules/x/index.js': 9, '/app/.npmrc': 9 }, { '/srv/.env': 3 }, { '/app/node_modules/y': 5 }],
        history: [
          'COPY package.json .npmrc node_modules/ /app/ # buildkit',
          'COPY file:0a in /srv/.env',
          'ADD dir:0b in /app/node_modules/',
        ],
      },
    ],
    [
      'a root file system',
      {
        layers: [{ '/etc/os-release': 'ID=debian\n', '/usr/lib/python3/__pycache__/a.pyc': 9 }],
        history: ['ADD rootfs.tar.xz / # buildkit'],
      },
    ],
    ['a layer of which nothing is known', { layers: [{ '/app/.git/HEAD': 9 }], history: [''] }],
    [
      'the program',
      copied({ '/app/env.js': 9, '/app/Dockerfile.js.txt/x': 9, '/app/.env.example': 3, '/app/git/HEAD': 3, '/app/server.log': 3 }),
    ],
  ])('is silent about %s', async (_, input) => {
    expect(await seenBy(ignoredFile, input)).toEqual([]);
  });
});
