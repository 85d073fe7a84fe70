import { posix } from 'node:path';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { Invocation, Scene } from '../tracer.ts';
import { libraryPlace } from './library-places.ts';
import { programUse } from './plain-programs.ts';
import type { Language } from './write-signs.ts';

/** Servers that run the application of somebody else. https://packaging.python.org/en/latest/specifications/entry-points/ */
const hosts = /^(?:gunicorn|uvicorn|hypercorn|waitress|flask|http\.server)(?:\.|$)/;
/** Programs in Java that keep all their state in places of their own. */
const javaServers =
  /catalina|jetty|jboss|wildfly|keycloak|elasticsearch|opensearch|logstash|kafka|zookeeper|cassandra|jenkins|sonar|solr|activemq|artemis|nexus|neo4j|hadoop|hbase|spark|flink|glassfish|payara|karaf|minecraft|h2\b/i;

/** The program of a language that is started, where it is a library's own and nobody looks into it: its name; null for an application's. */
export function foreignProgram(language: Language, { argv, workingDir }: Invocation, { view: { tree } }: Scene): string | null {
  const words = argv.slice(1);
  if (language === 'java') return words.find((word) => javaServers.test(posix.basename(word)))?.slice(0, 100) ?? null;
  const module = language === 'python' ? words[words.indexOf('-m') + 1] : undefined;
  if (module !== undefined && words.includes('-m')) {
    const own = posix.resolve('/', workingDir, module.replaceAll('.', '/'));
    const isOwn = [own, `${own}.py`].some((path) => resolvePath(tree, path) !== null);
    return isOwn || hosts.test(module) ? null : module;
  }
  const script = words.find((word) => !word.startsWith('-'));
  const node = script === undefined ? null : resolvePath(tree, posix.resolve('/', workingDir, script));
  if (node === null || tree.isDirectory(node)) return null;
  const path = tree.path(node);
  const isInstalled = libraryPlace.test(path) || /\/s?bin\/[^/.]+$/.test(path);
  return isInstalled && programUse(posix.basename(script!), [], false) === 'unknown' ? path : null;
}
