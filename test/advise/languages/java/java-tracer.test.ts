import { describe, expect, it } from 'vitest';
import { javaTracer } from '../../../../src/advise/languages/java/java-tracer.ts';
import { javaArchive, manifest } from '../../../support/java-archive.ts';
import { type Files, keptFiles, program, traced, warned } from '../scene-of.ts';

const runtime: Files = {
  '/opt/jre/bin/java': program(),
  '/opt/jre/bin/keytool': program(),
  '/opt/jre/conf/net.properties': 'x',
  '/opt/jre/lib/modules': 'x',
  '/opt/jre/lib/src.zip': 'x',
  '/opt/jre/lib/server/libjvm.so': 'x',
  '/opt/jre/lib/security/cacerts': { linkTarget: '/etc/ssl/certs/java/cacerts' },
  '/opt/jre/legal/java.base/LICENSE': 'x',
  '/etc/ssl/certs/java/cacerts': 'x',
  '/usr/share/fonts/dejavu.ttf': 'x',
  '/usr/lib/x86_64-linux-gnu/libstdc++.so.6': 'x',
};

const kept = [
  '/etc/ssl/certs/java/cacerts',
  '/opt/jre/conf/net.properties',
  '/opt/jre/lib/modules',
  '/opt/jre/lib/security/cacerts',
  '/opt/jre/lib/server/libjvm.so',
];

async function trace(files: Files, argv: readonly string[], changes: Parameters<typeof traced>[3] = {}) {
  const all = { ...runtime, ...files };
  const found = await traced(javaTracer, all, argv, { workingDir: '/srv', ...changes });
  return { files: await keptFiles(found, all), warnings: warned(found) };
}

describe('a Java program', () => {
  it('keeps the runtime whole, its jar, and what the manifest adds', async () => {
    const files = {
      '/srv/app.jar': javaArchive(manifest({ 'Class-Path': 'lib/a.jar lib/none.jar' })),
      '/srv/lib/a.jar': javaArchive({ x: 'x' }),
      '/srv/lib/b.jar': 'x',
    };
    const found = await trace(files, ['/opt/jre/bin/java', '-Xmx1g', '-jar', 'app.jar', '-cp', 'none.jar']);
    expect(found.files).toEqual([...kept, '/srv/app.jar', '/srv/lib/a.jar']);
    expect(found.warnings).toEqual([]);
  });

  it('finds jars by wildcards, argument files and variables', async () => {
    const files = { '/srv/lib/a.jar': 'x', '/srv/lib/a.txt': 'x', '/srv/args': '# jars\n-cp "lib/*"\nMain', '/opt/agent.jar': 'x' };
    const found = await trace(files, ['/opt/jre/bin/java', '@args'], { env: ['JAVA_TOOL_OPTIONS=-javaagent:/opt/agent.jar=x'] });
    expect(found.files).toEqual(['/opt/agent.jar', ...kept, '/srv/args', '/srv/lib/a.jar'].sort());
    expect(found.warnings).toEqual([]);
  });

  it('keeps fonts where a class draws, and libraries that native code asks for', async () => {
    const drawing = javaArchive({ 'A.class': 'xx java/awt/Font', 'native/linux/x.so': 'x\0libstdc++.so.6\0libnone.so\0' });
    const plain = javaArchive({ 'A.class': 'xx java/util/List', 'java/awt/readme.txt': 'java/awt/' });
    const found = await trace({ '/srv/a.jar': drawing }, ['/opt/jre/bin/java', '-jar', 'a.jar']);
    expect(found.files).toEqual(expect.arrayContaining(['/usr/share/fonts/dejavu.ttf', '/usr/lib/x86_64-linux-gnu/libstdc++.so.6']));
    expect((await trace({ '/srv/a.jar': plain }, ['/opt/jre/bin/java', '-jar', 'a.jar'])).files).toEqual([...kept, '/srv/a.jar']);
  });

  it('says what of the class path is not there, and that nothing is run', async () => {
    expect((await trace({}, ['/opt/jre/bin/java', '-cp', '/none.jar', 'Main'])).warnings).toEqual(['java-class-path-missing -']);
    expect((await trace({}, ['/opt/jre/bin/java'])).warnings).toEqual(['java-program-unknown -']);
  });

  it('is nobody who has a similar name', async () => {
    expect(await traced(javaTracer, { '/usr/bin/javac': program() }, ['javac'])).toBeNull();
  });
});
