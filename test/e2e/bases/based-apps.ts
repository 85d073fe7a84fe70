import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, install } from '../slimmed/app.ts';
import { goStatic } from '../slimmed/apps/go.ts';
import { java } from '../slimmed/apps/java.ts';
import { run } from '../support/run.ts';
import { compilerBase, javaBase, type LookAlike, nodeBase, nosslBase, opensslBase, pythonBase, staticBase } from './look-alikes.ts';

/** An application, the base that fits it, and what one asks for to get it. */
export type BasedApp = {
  readonly app: App;
  readonly base: LookAlike;
  readonly asked: string;
  /** The instruction that starts it there, where that is not the image's own program. */
  readonly start?: string;
};

const sum = `#include <math.h>
#include <stdio.h>
#include <stdlib.h>
int main(void) { printf("%.3f\\n", sqrt(strtod(getenv("SQUARE"), NULL))); return 3; }
`;

const digest = `#include <openssl/evp.h>
#include <stdio.h>
int main(void) {
  unsigned char bytes[EVP_MAX_MD_SIZE]; unsigned int length;
  EVP_Digest("flense", 6, bytes, &length, EVP_sha256(), NULL);
  for (unsigned int i = 0; i < 4; i++) printf("%02x", bytes[i]);
  puts("");
}
`;

const words = `#include <iostream>
#include <map>
#include <string>
int main() { std::map<std::string, int> counts{{"whale", 2}}; for (auto &[word, count] : counts) std::cout << word << count << "\\n"; }
`;

function compiled(
  name: string,
  release: 'bookworm' | 'trixie',
  source: string,
  command: string,
  packages: readonly string[],
  expected: RegExp,
): App {
  return {
    name,
    base: `debian:${release}`,
    files: { 'main.src': source },
    dockerfile: [
      install('libc6-dev', ...packages),
      'COPY main.src /src/',
      `RUN ${command}`,
      'RUN useradd --uid 4321 app',
      'USER 4321',
      'ENV SQUARE=2',
      'CMD ["/usr/local/bin/program"]',
    ],
    check: { port: null, probe: '', expected },
  };
}

const c = (release: 'bookworm' | 'trixie'): App =>
  compiled('c', release, sum, 'gcc -x c -o /usr/local/bin/program /src/main.src -lm', ['gcc'], /^1\.414\n$/);
const openssl = (release: 'bookworm' | 'trixie'): App =>
  compiled(
    'c with OpenSSL',
    release,
    digest,
    'gcc -x c -o /usr/local/bin/program /src/main.src -lcrypto',
    ['gcc', 'libssl-dev'],
    /^[0-9a-f]{8}\n$/,
  );
const cpp = (release: 'bookworm' | 'trixie'): App =>
  compiled('c++', release, words, 'g++ -x c++ -o /usr/local/bin/program /src/main.src', ['g++'], /^whale2\n$/);

const nodeMajor = 22;

/** Of the npm registry, as Debian 13 has an older one. */
async function fetchNode(context: string): Promise<void> {
  await run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', context, `node-linux-${process.arch}@${nodeMajor}`],
    { cwd: context },
  );
  copyFileSync(join(context, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node'), join(context, 'node'));
  await run('rm', ['-rf', join(context, 'node_modules')]);
}

const node: App = {
  name: 'node',
  base: 'debian:trixie',
  files: {
    'main.js': "console.log('node', process.version.split('.')[0], require('./part').text);\n",
    'part.js': "exports.text = 'a part';\n",
  },
  prepare: fetchNode,
  dockerfile: [
    install('libstdc++6'),
    'COPY node /nodejs/bin/node',
    'COPY main.js part.js /app/',
    'USER 4321',
    'ENTRYPOINT ["/nodejs/bin/node", "/app/main.js"]',
  ],
  check: { port: null, probe: '', expected: /^node v22 a part\n$/ },
};

const server = `const { createServer } = require('node:http');
const { text } = require('./part');
const zone = () => new Intl.DateTimeFormat('de-DE', { timeZone: 'Asia/Tokyo', timeStyle: 'long' }).format(new Date(0));
createServer((request, response) => {
  if (request.url === '/zone') response.end(zone());
  else require('node:child_process').fork(__dirname + '/child.js').on('message', (message) => response.end([text, message].join(' ')));
}).listen(8000);
`;

/** Node where most images have it, and a command that names it as most do. */
const nodeServer: App = {
  name: 'node, http server',
  base: 'debian:trixie',
  files: {
    'server.js': server,
    'part.js': "exports.text = 'a part';\n",
    'child.js': "process.send(process.version.split('.')[0], () => process.exit());\n",
  },
  prepare: fetchNode,
  dockerfile: [
    install('libstdc++6'),
    'COPY node /usr/local/bin/node',
    'WORKDIR /app',
    'COPY server.js part.js child.js ./',
    'USER 4321',
    'CMD ["node", "server.js"]',
  ],
  check: {
    port: 8000,
    probe: 'for path in zone child; do curl -sS "http://127.0.0.1:8000/$path"; echo; done',
    expected: /^09:00:00 \S+\na part v22\n$/,
  },
};

/** The same as among the applications, on Debian 13. */
const newerJava: App = {
  ...java,
  name: 'java 21, http server',
  base: 'debian:trixie',
  dockerfile: java.dockerfile.map((line) => line.replace('openjdk-17', 'openjdk-21')),
};

const python: App = {
  name: 'python',
  base: 'debian:trixie',
  files: {
    'main.py':
      'import json, sqlite3, sys\nprint(json.dumps(sys.version_info[:2]), sqlite3.connect(":memory:").execute("select 7").fetchone())\n',
  },
  dockerfile: [install('python3'), 'COPY main.py /app/', 'USER 4321', 'CMD ["python3", "/app/main.py"]'],
  check: { port: null, probe: '', expected: /^\[3, 13\] \(7,\)\n$/ },
};

const named = (app: App, base: LookAlike): BasedApp => ({ app, base, asked: base.reference });

export const basedApps: readonly BasedApp[] = [
  { app: goStatic, base: staticBase(12), asked: 'distroless' },
  named(goStatic, staticBase(13)),
  named(c('bookworm'), nosslBase(12)),
  named(c('trixie'), nosslBase(13)),
  named(openssl('bookworm'), opensslBase(12)),
  named(openssl('trixie'), opensslBase(13)),
  named(cpp('bookworm'), compilerBase(12)),
  named(cpp('trixie'), compilerBase(13)),
  named(node, nodeBase(nodeMajor, 'node')),
  { ...named(nodeServer, nodeBase(nodeMajor, 'node')), start: 'CMD ["/nodejs/bin/node", "server.js"]' },
  { ...named(java, javaBase(17)), start: 'CMD ["/usr/bin/java", "-jar", "/srv/server.jar"]' },
  { ...named(newerJava, javaBase(21)), start: 'CMD ["/usr/bin/java", "-jar", "/srv/server.jar"]' },
  named(python, pythonBase()),
];
