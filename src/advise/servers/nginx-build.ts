import { readText } from '../read-text.ts';
import type { ServerTrace } from './server-trace.ts';

/** Statically linked ones with many modules have a fifth of this. */
const maxProgramBytes = 67_108_864;
const maxArguments = 65_536;

/**
 * The options that it was configured with, by their names without dashes: what `nginx -V` prints, which is a string of the program.
 * https://nginx.org/en/docs/configure.html
 */
export async function nginxBuild(found: ServerTrace): Promise<ReadonlyMap<string, string>> {
  const node = found.node(found.path);
  const text = node === null ? null : await readText(found.scene, node, maxProgramBytes);
  const at = text?.indexOf('configure arguments:') ?? -1;
  if (text === null || at < 0) return new Map();
  const [line = ''] = text.slice(at, at + maxArguments).split(/[\0\n]/, 1);
  const words = line.matchAll(/ --([\w-]{1,64})=('[^']{0,8192}'|\S{1,4096})/g);
  return new Map([...words].map(([, name = '', value = '']) => [name, value.replace(/^'(.*)'$/s, '$1')]));
}
