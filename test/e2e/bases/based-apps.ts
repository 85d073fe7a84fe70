import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, install } from '../slimmed/app.ts';
import { goStatic } from '../slimmed/apps/go.ts';
import { run } from '../support/run.ts';
import { compilerBase, type LookAlike, nodeBase, nosslBase, opensslBase, pythonBase, staticBase } from './look-alikes.ts';

/** An application, the base that fits it, and what one asks for to get it. */
export type BasedApp = { readonly app: App; readonly base: LookAlike; readonly asked: string };

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
  named(python, pythonBase()),
];
