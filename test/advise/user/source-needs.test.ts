import { describe, expect, it } from 'vitest';
import { javaArchive, manifest } from '../../support/java-archive.ts';
import type { LayerInput } from '../../support/layers.ts';
import { libc, planOf, program } from '../plan-of.ts';

async function reasonFor(layer: LayerInput, command: readonly string[]): Promise<string> {
  const { user } = await planOf({ layers: [{ ...libc, ...layer }], config: { Cmd: command, WorkingDir: '/app' } });
  return user.uid === 0 ? user.reason : '';
}

const node = { '/usr/bin/node': program() };
const php = { '/usr/bin/php': program() };

describe('what the code of an application says of who must run it', () => {
  it('is the first place at which it writes', async () => {
    const files = {
      ...node,
      '/app/server.js': "require('./log.js');\n",
      '/app/log.js': "const fs = require('fs');\nfs.appendFileSync('a', 'b');\n",
    };
    const plan = await planOf({ layers: [{ ...libc, ...files }], config: { Cmd: ['node', 'server.js'], WorkingDir: '/app' } });
    expect(plan.warnings.filter(({ code }) => code === 'runs-as-root')).toEqual([
      {
        code: 'runs-as-root',
        text: 'it runs as root, and stays so: /app/log.js may write, or do what only root may (appendFileSync), and nobody here knows where. Where it can do without, give it --user nonroot or set a USER',
        path: '/app/log.js',
        line: 2,
      },
    ]);
  });

  it.each<readonly [string, LayerInput, readonly string[], RegExp]>([
    [
      'a page that writes',
      { ...php, '/app/index.php': "<?php fopen('a', 'w');" },
      ['php', '-S', '0:80', '-t', '/app'],
      /^\/app\/index\.php may write/,
    ],
    ['a program on the command line', node, ['node', '-e', "require('fs').writeFileSync('a', 'b')"], /^what its command line has/],
    [
      'a framework that writes beside it',
      { ...node, '/app/server.js': "require('next');\n", '/app/node_modules/next/index.js': '' },
      ['node', 'server.js'],
      /^next keeps what it writes/,
    ],
    [
      'a program of a library',
      { ...node, '/app/node_modules/tool/cli.js': '' },
      ['node', 'node_modules/tool/cli.js'],
      /^nobody here knows what \/app\/node_modules\/tool\/cli\.js writes/,
    ],
    [
      'a module of a library',
      { '/usr/bin/python3': program(), '/app/a.py': '' },
      ['python3', '-m', 'luigi'],
      /^nobody here knows what luigi writes/,
    ],
    [
      'a command that was installed',
      { ...node, '/usr/local/bin/tool': { content: '#!/usr/bin/node\n', mode: 0o755 } },
      ['tool'],
      /^nobody here knows what \/usr\/local\/bin\/tool/,
    ],
    [
      'a server in Java',
      { '/usr/bin/java': program() },
      ['java', '-cp', '/opt/kafka/libs/a.jar', 'kafka.Kafka'],
      /^nobody here knows what kafka\.Kafka/,
    ],
    ['nothing that could be looked at', node, ['node'], /^nothing of its own in node was seen/],
  ])('is %s', async (_, layer, command, reason) => {
    expect(await reasonFor(layer, command)).toMatch(reason);
  });

  it.each<readonly [string, LayerInput, readonly string[]]>([
    ['is started by a server for it', { '/usr/bin/python3': program(), '/app/app.py': 'x = 1\n' }, ['python3', '-m', 'gunicorn', 'app:x']],
    ['is a module of its own', { '/usr/bin/python3': program(), '/app/app.py': 'x = 1\n' }, ['python3', '-m', 'app']],
    ['reads', { ...node, '/app/server.js': "require('fs').readFileSync(__filename);\n" }, ['node', 'server.js']],
    [
      'has a library that writes where it is told to',
      { ...node, '/app/server.js': "require('log');\n", '/app/node_modules/log/index.js': "require('fs').writeFileSync('a', 'b');\n" },
      ['node', 'server.js'],
    ],
    [
      'has a page of text that tells how to write',
      { ...php, '/app/index.php': '<?php echo 1;', '/app/how.txt': 'fopen("a", "w")' },
      ['php', '/app/index.php'],
    ],
  ])('is nothing where it %s', async (_, layer, command) => {
    expect(await reasonFor(layer, command)).toBe('');
  });
});

/** A class as far as it is looked at: constants with their lengths in front. */
function classOf(...names: readonly string[]): Buffer {
  const constants = names.map((name) => Buffer.concat([Buffer.of(1, name.length >> 8, name.length & 0xff), Buffer.from(name)]));
  return Buffer.concat([Buffer.from('cafebabe00000041', 'hex'), ...constants]);
}

describe('what the classes of an application say of who must run it', () => {
  const main = manifest({ 'Main-Class': 'Main' });
  const reader = classOf('java/lang/RuntimeException', 'java/io/FileInputStream', 'mkdirsOf');

  async function javaReason(members: Parameters<typeof javaArchive>[0], more: LayerInput = {}): Promise<string> {
    return await reasonFor({ '/usr/bin/java': program(), '/app/app.jar': javaArchive({ ...main, ...members }), ...more }, [
      'java',
      '-jar',
      '/app/app.jar',
    ]);
  }

  it.each<readonly [string, Parameters<typeof javaArchive>[0], string]>([
    [
      'a class that writes',
      { 'Main.class': classOf('java/io/FileOutputStream') },
      '/app/app.jar, Main.class, may write (java/io/FileOutputStream)',
    ],
    ['a class that starts others', { 'Main.class': classOf('java/lang/Runtime') }, 'may write (java/lang/Runtime)'],
    [
      'a setting to log to a file',
      { 'Main.class': reader, 'application.properties': 'logging.file.name=a' },
      'application.properties, may write (logging.file)',
    ],
  ])('is %s', async (_, members, reason) => {
    expect(await javaReason(members)).toContain(reason);
  });

  it('is nothing where they read, or are of a library that is told where to write', async () => {
    const writer = javaArchive({ 'A.class': classOf('java/io/FileOutputStream') });
    const members = { 'Main.class': reader, 'application.properties': 'server.port=8080', 'BOOT-INF/lib/a.jar': { stored: writer } };
    expect(await javaReason(members, { '/app/lib/b.jar': writer })).toBe('');
  });

  it('is that they are too many, where many entries of an archive share one that is long', async () => {
    const long = Buffer.concat([reader, Buffer.alloc(1_000_000)]);
    const jar = repeated(javaArchive({ ...main, 'Main.class': long }), 1_000);
    const start = process.cpuUsage();
    const reason = await javaReason({}, { '/app/app.jar': jar });
    expect(reason).toContain('/app/app.jar is too large to see whether it writes');
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(6_000);
  });
});

/** The archive with all entries of its directory so many times. */
function repeated(archive: Buffer, times: number): Buffer {
  const end = archive.length - 22;
  const directory = archive.readUInt32LE(end + 16);
  const entries = Array.from({ length: times }, () => archive.subarray(directory, end));
  const last = Buffer.from(archive.subarray(end));
  last.writeUInt32LE((end - directory) * times, 12);
  return Buffer.concat([archive.subarray(0, directory), ...entries, last]);
}
