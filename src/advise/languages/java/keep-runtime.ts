import { posix } from 'node:path';
import type { Draft } from '../draft.ts';
import { followTree } from '../follow-tree.ts';
import type { ImageDisk } from '../image-disk.ts';

/** For those who develop, or for a heap of more than 32 GB, which starts without the archive as well. */
const unused =
  /^(?:src\.zip|ct\.sym|jmods|demo|man|include|legal|sa-jdi\.jar|tools\.jar|jvm\.lib|classes_nocoops(?:_coh)?\.jsa|.*\.(?:debuginfo|diz))$/;
const configuration = ['conf', 'release', 'lib'];
const systemConfiguration = /^java(?:-\d+)?-openjdk$|^\.java$/;

/** The whole runtime: what of it a program uses is told by its classes, and no list of modules keeps reflection. */
export function keepRuntime(draft: Draft, disk: ImageDisk, home: string): void {
  for (const name of configuration) {
    const path = posix.join(home, name);
    if (disk.isDirectory(path)) followTree(draft, disk, path, 'runtime of', {}, (_, child) => !unused.test(child));
    else draft.keep(path, 'runtime of');
  }
  // The same file under another name is what JAVA_HOME of an image often is.
  for (const name of ['default-java', 'default-jre'])
    draft.keep(posix.join(posix.dirname(home), name), 'other name of', { confidence: 'likely' });
  for (const name of disk.names('/etc')) {
    if (systemConfiguration.test(name)) followTree(draft, disk, `/etc/${name}`, 'configuration of');
  }
  const stores = [
    '/etc/ssl/certs/java/cacerts',
    '/etc/pki/java/cacerts',
    '/etc/pki/ca-trust/extracted/java/cacerts',
    '/etc/ssl/certs/adoptium/cacerts',
  ];
  for (const path of stores) draft.keep(path, 'certificates of', { part: 'data' });
  for (const path of ['/etc/localtime', '/etc/timezone']) draft.keep(path, 'time zone of', { part: 'data' });
}
