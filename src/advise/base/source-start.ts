import { posix } from 'node:path';
import { environmentValue } from '../../program/search-path.ts';
import { readTextAt } from '../read-text.ts';
import type { Scene } from '../tracer.ts';
import type { StartedRuntime } from './started-runtime.ts';

/** Options whose value is the next word. */
const valued =
  /^(?:-cp|-classpath|--class-path|-p|--module-path|--upgrade-module-path|--patch-module|--add-(?:modules|reads|exports|opens)|--limit-modules|--enable-native-access|-d|--describe-module)$/;
const started = /^(?:-jar|-m|--module(?:=.*)?)$/;
const maxArgumentBytes = 65_536;

/** What makes `java` compile a program before it runs it; null where it does not. https://openjdk.org/jeps/330 */
export async function sourceStart({ commands }: StartedRuntime, scene: Scene): Promise<string | null> {
  const { env } = scene.view.image.config.config;
  const given = words(environmentValue(env, 'JDK_JAVA_OPTIONS') ?? '');
  for (const command of commands) {
    const found = sourceIn(await withArguments([...given, ...command.slice(1)], scene));
    if (found !== null) return found;
  }
  return null;
}

function sourceIn(words: readonly string[]): string | null {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (/^--source(?:=|$)/.test(word)) return word;
    if (started.test(word)) return null;
    if (valued.test(word)) at += 1;
    else if (!word.startsWith('-')) return word.endsWith('.java') ? word : null;
  }
  return null;
}

/** With the words of a file in the place of `@FILE`. */
async function withArguments(given: readonly string[], scene: Scene): Promise<readonly string[]> {
  const { workingDir } = scene.view.image.config.config;
  const found = given.map(async (word) => {
    const text = /^@[^@]/.test(word) ? await readTextAt(scene, posix.resolve('/', workingDir, word.slice(1)), maxArgumentBytes) : null;
    return text === null ? [word] : words(text.replace(/^\s*#.*$/gm, ''));
  });
  return (await Promise.all(found)).flat();
}

function words(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain ?? '');
}
