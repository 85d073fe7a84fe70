import { sizeOf } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import type { Scene } from '../tracer.ts';
import { javaRelease } from './java-hindrances.ts';
import { runtimesOf } from './runtime-version.ts';
import type { StartedRuntime } from './started-runtime.ts';

/** Of the runtime that an image starts; '' where nobody says. What Node says in itself counts before variables, which may be of one that it took the place of. */
export async function startedVersion(own: StartedRuntime, scene: Scene): Promise<string> {
  if (own.language === 'java') {
    const release = await javaRelease(own, scene);
    if (release !== null && release.version !== '') return release.version;
  }
  const said = own.language === 'node' ? await nodeVersion(own.program, scene) : '';
  if (said !== '') return said;
  const known = runtimesOf(scene).find(({ language, program }) => language === own.language && program === own.program);
  return known?.version ?? '';
}

const maxProgramBytes = 256 * 1_048_576;

async function nodeVersion(program: Node, { read, view }: Scene): Promise<string> {
  if (sizeOf(view.tree, program) > maxProgramBytes) return '';
  const bytes = (await read([program], maxProgramBytes)).get(program);
  if (bytes === undefined) return '';
  const mark = 'nodejs.org/download/release/v';
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(mark);
  const text = at < 0 ? '' : Buffer.from(bytes.subarray(at + mark.length, at + mark.length + 24)).toString('latin1');
  return /^\d+\.\d+\.\d+/.exec(text)?.[0] ?? '';
}
