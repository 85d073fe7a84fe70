import { dockerArchive } from '../test/support/docker-archive.ts';
import type { HistoryInput } from '../test/support/image-config.ts';
import type { EntryInput, LayerInput } from '../test/support/layers.ts';
import { debianBase, groupFile, passwdFile } from './debian-base.ts';
import { aptInstall } from './debian-build-tools.ts';
import { program } from './debian-programs.ts';
import { built, type Files, leftovers, lockfile, manifest, nodeModules, sources } from './node-application.ts';

/** An application as many ship it: correct, and twice as large and more dangerous than it need be. */
export function wastefulApp(): Uint8Array {
  return dockerArchive({
    names: ['harbour:3.1.0', 'registry.example.org/team/harbour:latest'],
    compression: 'gzip',
    layers: steps.flatMap(({ layer }) => (layer === undefined ? [] : [layer])),
    history: steps.map(toHistory),
    created: '2024-03-05T10:04:00Z',
    config: {
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'NODE_VERSION=20.11.1', 'NODE_ENV=production'],
      ExposedPorts: { '3000/tcp': {}, '9229/tcp': {} },
      WorkingDir: '/app',
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['node', 'dist/server.js'],
      Labels: { 'org.opencontainers.image.title': 'harbour', 'org.opencontainers.image.version': '3.1.0', maintainer: 'team@example.org' },
    },
  });
}

type Step = { readonly by: string; readonly at: string; readonly comment?: string; readonly layer?: LayerInput };

const buildkit = 'buildkit.dockerfile.v0';

/** The instructions in the order of the Dockerfile; one without layer only changes the configuration. */
const steps: readonly Step[] = [
  {
    by: "# debian.sh --arch 'amd64' out/ 'bookworm' '@1709251200'",
    at: '2024-03-01T00:00:00Z',
    comment: 'debuerreotype 0.15',
    layer: debianBase(),
  },
  { by: 'CMD ["bash"]', at: '2024-03-01T00:00:00Z', comment: buildkit },
  {
    by: 'RUN /bin/sh -c groupadd --gid 1000 node   && useradd --uid 1000 --gid node --shell /bin/bash --create-home node # buildkit',
    at: '2024-03-02T09:00:00Z',
    layer: nodeUser(),
  },
  { by: 'ENV NODE_VERSION=20.11.1', at: '2024-03-02T09:00:00Z' },
  {
    by: 'RUN /bin/sh -c curl -fsSL "https://nodejs.org/dist/v$NODE_VERSION/node-v$NODE_VERSION-linux-x64.tar.xz" | tar -xJ -C /usr/local --strip-components=1 # buildkit',
    at: '2024-03-02T09:01:00Z',
    layer: nodeRuntime(),
  },
  { by: 'COPY docker-entrypoint.sh /usr/local/bin/ # buildkit', at: '2024-03-02T09:02:00Z', layer: entrypoint() },
  { by: 'ENTRYPOINT ["docker-entrypoint.sh"]', at: '2024-03-02T09:02:00Z' },
  {
    by: 'RUN /bin/sh -c apt-get update && apt-get install -y build-essential python3 sudo # buildkit',
    at: '2024-03-05T10:00:00Z',
    layer: aptInstall(),
  },
  { by: 'WORKDIR /app', at: '2024-03-05T10:00:30Z', layer: { '/app/': 0 } },
  { by: 'COPY package.json package-lock.json .npmrc deploy_key ./ # buildkit', at: '2024-03-05T10:01:00Z', layer: copied() },
  { by: 'RUN /bin/sh -c npm ci # buildkit', at: '2024-03-05T10:02:00Z', layer: installed() },
  {
    by: 'RUN /bin/sh -c rm -f .npmrc deploy_key /usr/bin/perl && rm -rf /root/.npm # buildkit',
    at: '2024-03-05T10:02:30Z',
    layer: { '/app/.wh..npmrc': 0, '/app/.wh.deploy_key': 0, '/root/.wh..npm': 0, '/usr/bin/.wh.perl': 0 },
  },
  { by: 'COPY . . # buildkit', at: '2024-03-05T10:03:00Z', layer: { '/app/package.json': manifest, ...sources, ...leftovers } },
  {
    by: 'RUN /bin/sh -c rm -rf test coverage dist && mkdir dist && npm run build # buildkit',
    at: '2024-03-05T10:03:30Z',
    layer: { '/app/.wh.coverage': 0, '/app/.wh.test': 0, '/app/dist/': 0, '/app/dist/.wh..wh..opq': 0, ...built },
  },
  { by: 'RUN /bin/sh -c chown -R node:node /app # buildkit', at: '2024-03-05T10:04:00Z', layer: owned() },
  { by: 'ENV NODE_ENV=production', at: '2024-03-05T10:04:00Z' },
  { by: 'EXPOSE map[3000/tcp:{} 9229/tcp:{}]', at: '2024-03-05T10:04:00Z' },
  { by: 'CMD ["node" "dist/server.js"]', at: '2024-03-05T10:04:00Z' },
];

function toHistory({ by, at, comment, layer }: Step): HistoryInput {
  return { createdBy: by, created: at, comment: comment ?? buildkit, ...(layer === undefined ? { emptyLayer: true } : {}) };
}

function nodeUser(): Files {
  return {
    '/etc/group': `${groupFile}node:x:1000:\n`,
    '/etc/passwd': `${passwdFile}node:x:1000:1000::/home/node:/bin/bash\n`,
    '/home/node/': { uid: 1000, gid: 1000, mode: 0o700 },
    '/home/node/.bashrc': { content: '# Nothing to set.\n', uid: 1000, gid: 1000 },
  };
}

function nodeRuntime(): Files {
  const node = program(['libdl.so.2', 'libstdc++.so.6', 'libm.so.6'], {
    textBytes: 4_000_000,
    symbolTableBytes: 480_000,
    debugBytes: 900_000,
  });
  return {
    '/usr/local/bin/': 0,
    '/usr/local/bin/node': { content: node, mode: 0o755 },
    '/usr/local/bin/npm': { linkTarget: '../lib/node_modules/npm/bin/npm-cli.js' },
    '/usr/local/include/node/node.h': '/* Headers that only a build needs. */\n'.repeat(3000),
    '/usr/local/lib/node_modules/npm/bin/npm-cli.js': { content: "#!/usr/bin/env node\nconsole.log('npm');\n", mode: 0o755 },
    '/usr/local/lib/node_modules/npm/package.json': '{"name":"npm","version":"10.2.4","license":"Artistic-2.0"}\n',
    '/usr/local/share/man/man1/node.1': '.TH NODE 1\n',
  };
}

function entrypoint(): Files {
  const script = '#!/bin/sh\nset -e\n\ncase "$1" in\n  -*) set -- node "$@" ;;\nesac\n\nexec "$@"\n';
  return { '/usr/local/bin/docker-entrypoint.sh': { content: script, mode: 0o755 } };
}

/** Secrets that look like it and are none: one letter over and over. In pieces, so that no scanner of this repository stops at them. */
function copied(): Files {
  const token = `npm_${'F'.repeat(36)}`;
  const accessKey = `AKIA${'FLENSE'.repeat(3).slice(0, 16)}`;
  const [begin, end] = ['BEGIN', 'END'].map((word) => `-----${word} RSA ${'PRIVATE'} KEY-----\n`);
  return {
    '/app/.npmrc': `//registry.example.org/:_authToken=${token}\n; aws_access_key_id=${accessKey}\n`,
    '/app/deploy_key': { content: `${begin}${`${'F'.repeat(64)}\n`.repeat(12)}${end}`, mode: 0o600 },
    '/app/package-lock.json': lockfile,
    '/app/package.json': manifest,
  };
}

function installed(): Files {
  return {
    ...nodeModules,
    '/root/.npm/_cacache/content-v2/sha512/00/01': 'a package that npm keeps in case it is asked again\n'.repeat(12_000),
    '/root/.npm/_cacache/index-v5/00/01': '{"key":"pacote:tarball"}\n',
    '/root/.npm/_logs/2024-03-05T10_02_00_000Z-debug-0.log': '0 verbose cli npm ci\n'.repeat(2000),
  };
}

/** All of `/app` once more, since a layer keeps whole files even where only their owner changed. */
function owned(): Files {
  const files: Files = {
    '/app/': 0,
    ...nodeModules,
    '/app/package-lock.json': lockfile,
    '/app/package.json': manifest,
    ...sources,
    ...leftovers,
    ...built,
  };
  const remaining = Object.entries(files).filter(([path]) => !/^\/app\/(coverage|test|dist\/legacy)/.test(path));
  return Object.fromEntries(remaining.map(([path, entry]) => [path, nodeOwns(entry)]));
}

function nodeOwns(entry: EntryInput): EntryInput {
  const options = typeof entry !== 'object' || entry instanceof Uint8Array ? { content: entry } : entry;
  return { ...options, uid: 1000, gid: 1000 };
}
