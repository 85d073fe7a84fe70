import { run } from '../../support/run.ts';
import { type App, install } from '../app.ts';

const server = `const express = require('express');
const { crc32 } = require('@node-rs/crc32');
const app = express();
app.set('view engine', 'ejs');
app.get('/crc', (request, response) => response.send(String(crc32('flense'))));
app.get('/zone', (request, response) =>
  response.send(new Intl.DateTimeFormat('de-DE', { timeZone: 'Asia/Tokyo', dateStyle: 'full', timeStyle: 'long' }).format(new Date(0))));
app.get('/file', (request, response) => response.sendFile(__dirname + '/public/page.html'));
app.get('/plugin', (request, response) => response.send(require('./plugins/' + request.query.name).text));
app.listen(8000);
`;

const files = {
  'package.json': JSON.stringify({
    name: 'shop',
    version: '1.0.0',
    private: true,
    scripts: { start: 'node --enable-source-maps server.js' },
    dependencies: { '@node-rs/crc32': '1.10.6', express: '4.21.2' },
    devDependencies: { 'left-pad': '1.3.0' },
  }),
  'server.js': server,
  'public/page.html': '<p>page</p>\n',
  'plugins/one.js': "exports.text = 'plugin one';\n",
};

const check = {
  port: 8000,
  probe: 'for path in crc zone file "plugin?name=one"; do curl -sS "http://127.0.0.1:8000/$path"; echo; done',
  expected: /^\d+\nDonnerstag, 1\. Januar 1970 um 09:00:00 \S+\n<p>page<\/p>\n\nplugin one\n$/,
};

/** npm may not reach its registry from inside a build. */
async function installModules(context: string): Promise<void> {
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', context], { cwd: context });
}

export const nodeExpress: App = {
  name: 'node, express and an addon',
  files,
  prepare: installModules,
  dockerfile: [install('nodejs'), 'WORKDIR /app', 'COPY . .', 'ENV NODE_ENV=production', 'CMD ["node", "server.js"]'],
  check,
};

export const npmStart: App = {
  name: 'node, npm start',
  files,
  prepare: installModules,
  dockerfile: [
    install('nodejs', 'npm'),
    'WORKDIR /app',
    'COPY . .',
    'RUN useradd app && chown -R app /app',
    'USER app',
    'CMD ["npm", "start"]',
  ],
  check,
  without: {
    paths: /^(?:\/usr\/share\/nodejs|\/etc\/npmrc|\/etc\/npm)(?:\/|$)|^\/usr\/bin\/dash$/,
    reason: 'npm and its shell, as the plan starts at once what they run',
  },
};
