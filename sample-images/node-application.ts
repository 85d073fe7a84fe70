import type { EntryInput } from '../test/support/layers.ts';
import { library } from './debian-programs.ts';

export type Files = Readonly<Record<string, EntryInput>>;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const manifest = json({
  name: 'harbour',
  version: '3.1.0',
  private: true,
  scripts: { build: 'tsc', start: 'node dist/server.js', test: 'jest' },
  dependencies: { bcrypt: '^5.1.1', express: '^4.18.2', 'left-pad': '^1.3.0' },
  devDependencies: { jest: '^29.7.0', typescript: '^5.3.3' },
});

const locked = (version: string, dev = false) => ({ version, ...(dev ? { dev } : {}) });

export const lockfile = json({
  name: 'harbour',
  version: '3.1.0',
  lockfileVersion: 3,
  requires: true,
  packages: {
    'node_modules/bcrypt': locked('5.1.1'),
    'node_modules/express': locked('4.18.2'),
    'node_modules/jest': locked('29.7.0', true),
    'node_modules/left-pad': locked('1.3.0'),
    'node_modules/typescript': locked('5.3.3', true),
  },
});

/** What `npm ci` leaves: the dependencies, those for development too. */
export const nodeModules: Files = {
  '/app/node_modules/': 0,
  '/app/node_modules/.bin/tsc': { linkTarget: '../typescript/bin/tsc' },
  '/app/node_modules/.package-lock.json': lockfile,
  '/app/node_modules/bcrypt/package.json': json({ name: 'bcrypt', version: '5.1.1', license: 'MIT', main: './bcrypt.js' }),
  '/app/node_modules/bcrypt/bcrypt.js': "module.exports = require('./lib/binding/bcrypt_lib.node');\n",
  '/app/node_modules/bcrypt/lib/binding/bcrypt_lib.node': {
    content: library('bcrypt_lib.node', {
      needed: ['libstdc++.so.6', 'libm.so.6', 'libc.so.6'],
      textBytes: 120_000,
      symbolTableBytes: 9600,
    }),
    mode: 0o755,
  },
  '/app/node_modules/express/package.json': json({ name: 'express', version: '4.18.2', license: 'MIT', main: 'index.js' }),
  '/app/node_modules/express/index.js': 'module.exports = () => ({ listen() {} });\n',
  '/app/node_modules/express/README.md': '# Not the real express\n\nThis one only looks like it.\n',
  '/app/node_modules/jest/package.json': json({ name: 'jest', version: '29.7.0', license: 'MIT' }),
  '/app/node_modules/left-pad/package.json': json({ name: 'left-pad', version: '1.3.0', license: 'WTFPL', main: 'index.js' }),
  '/app/node_modules/left-pad/index.js': "module.exports = (text, length, fill = ' ') => String(text).padStart(length, fill);\n",
  '/app/node_modules/typescript/package.json': json({ name: 'typescript', version: '5.3.3', license: 'Apache-2.0' }),
  '/app/node_modules/typescript/bin/tsc': { content: "#!/usr/bin/env node\nrequire('../lib/tsc.js');\n", mode: 0o755 },
  '/app/node_modules/typescript/lib/tsc.js': '// A compiler that compiles nothing.\n'.repeat(20_000),
};

/** What `COPY . .` brings along: the sources, and much that nobody runs. */
export const sources: Files = {
  '/app/.env': 'PORT=3000\nLOG_LEVEL=debug\n',
  '/app/Dockerfile': 'FROM node:20-bookworm-slim\n',
  '/app/README.md': '# Harbour\n\nA server that listens and says nothing.\n',
  '/app/config/default.json': json({ port: 3000, log: { level: 'debug' } }),
  '/app/src/server.ts': "import express from 'express';\n\nexpress().listen(3000);\n",
};

/** Version control and tests, which the image ships as well. */
export const leftovers: Files = {
  '/app/.git/HEAD': 'ref: refs/heads/main\n',
  '/app/.git/objects/pack/pack-00.pack': Buffer.concat([Buffer.from('PACK'), Buffer.alloc(299_996)]),
  '/app/coverage/lcov.info': 'TN:\nSF:src/server.ts\nend_of_record\n'.repeat(500),
  '/app/dist/legacy.js': '// Built long ago, on the laptop of somebody.\n'.repeat(2000),
  '/app/dist/legacy.js.map': json({ version: 3, sources: ['../src/legacy.ts'], mappings: 'A'.repeat(90_000) }),
  '/app/test/server.test.ts': "test('listens', () => {});\n".repeat(400),
};

export const built: Files = {
  '/app/config/default.json': json({ port: 3000, log: { level: 'info' } }),
  '/app/dist/server.js': "'use strict';\nrequire('express')().listen(3000);\n",
};
