import { posix } from 'node:path';
import type { Draft } from '../draft.ts';
import type { ImageDisk } from '../image-disk.ts';

const maxConfigurationBytes = 1_048_576;
const guessed = { confidence: 'guessed' } as const;

/**
 * The host, and of each shared framework that the application names the versions of its major number; all of them where it names
 * none. https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md
 * @param start path of the assembly without its ending, null where it is not known
 */
export async function keepFrameworks(draft: Draft, disk: ImageDisk, root: string, start: string | null): Promise<void> {
  for (const name of ['host', 'dotnet', 'LICENSE.txt']) {
    if (name !== 'LICENSE.txt') draft.keep(posix.join(root, name), 'host of', { ...guessed, extent: name === 'host' ? 'subtree' : 'one' });
  }
  const text = start === null ? null : await disk.text(`${start}.runtimeconfig.json`, maxConfigurationBytes);
  const named = text === null ? [] : frameworksOf(text);
  const shared = posix.join(root, 'shared');
  for (const framework of disk.names(shared)) {
    const asked = named.filter(
      ({ name }) => name === framework || (name === 'Microsoft.AspNetCore.App' && framework === 'Microsoft.NETCore.App'),
    );
    if (named.length > 0 && asked.length === 0) continue;
    for (const version of disk.names(posix.join(shared, framework))) {
      const isFit = asked.length === 0 || asked.some((one) => one.version.split('.')[0] === version.split('.')[0]);
      if (isFit) draft.keepTree(posix.join(shared, framework, version), 'framework of', guessed);
    }
  }
}

type Framework = { readonly name: string; readonly version: string };

function frameworksOf(text: string): readonly Framework[] {
  const options = field(parse(text), 'runtimeOptions');
  const listed = [field(options, 'framework'), field(options, 'frameworks'), field(options, 'includedFrameworks')].flat();
  return listed.flatMap((item) => {
    const [name, version] = [field(item, 'name'), field(item, 'version')];
    return typeof name === 'string' && typeof version === 'string' ? [{ name, version }] : [];
  });
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? new Map(Object.entries(value)).get(name) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
