import type { Node } from '../../filesystem/image-tree.ts';
import { none } from '../../filesystem/tree-state.ts';
import type { Kept } from '../closure.ts';
import { readText } from '../read-text.ts';
import type { Scene } from '../tracer.ts';
import { type RootNeed, rootNeed } from './root-need.ts';

const maxScriptBytes = 262_144;
const maxLineBytes = 4_096;
/** Where a script writes to what only a container knows, or to what lies where it happens to be. */
const unknownTarget = />{1,2}\|?[ \t]{0,8}["']?(?:\$|[\w.~*-])/;
const asksWho = /\$\{?(?:E?UID|USER|LOGNAME|SUDO_USER)\b/;

/** Of a shell's script what its commands do not show: what it writes to, and whether it asks who runs it. */
export async function scriptNeeds(script: Node, scene: Scene): Promise<readonly RootNeed[]> {
  const path = scene.view.tree.path(script);
  const text = await readText(scene, script, maxScriptBytes);
  if (text === null) return [rootNeed(`${path} is too long to see what it writes to`, path)];
  return textNeeds(text, path);
}

/** @param path null for a text of the configuration */
export function textNeeds(text: string, path: string | null): readonly RootNeed[] {
  const needs: RootNeed[] = [];
  for (const [at, raw] of text.split('\n').entries()) {
    const line = raw.slice(0, maxLineBytes).replace(/^\s*#.*$/, '');
    const who = asksWho.test(line.replace(/'[^']*'/g, "''"));
    if (!who && !unknownTarget.test(withoutDescriptors(withoutTexts(line)))) continue;
    const does = who ? 'asks who runs it' : 'writes to what only a container knows';
    needs.push(rootNeed(`${path ?? 'the command'} ${does}`, path, path === null ? null : at + 1));
  }
  return needs;
}

/** Of what is in quotes only whether it has a variable. */
function withoutTexts(line: string): string {
  return line.replace(/'[^']*'|"(?:[^"\\]|\\.)*"/g, (text) => (text.startsWith('"') && text.includes('$') ? '$' : "''"));
}

/** `2>&1`, `>&2` and what goes nowhere or to a place that is named in full write to nothing unknown; numbers are compared in `((a > 1))`. */
function withoutDescriptors(line: string): string {
  return line.replace(/\d*>{1,2}\|?[ \t]*(?:&[\d-]+|["']?\/[^\s"'$]*["']?(?=[\s;|&)]|$))/g, '').replace(/\(\([^)]*\)\)/g, '');
}

/** Scripts of a shell that are kept to be run; those of packages that were seen to start are known by their names. */
export function shellScripts(kept: ReadonlyMap<Node, Kept>, { view, inventory }: Scene): readonly Node[] {
  return [...kept]
    .filter(([node, { reason, part }]) => {
      if (part === 'data' || inventory.ownership.system[node] !== none) return false;
      return (
        reason === 'sourced by' ||
        /(?:^|\/)(?:ba|da|a|k|z)?sh$/.test(view.script(node)?.interpreter ?? '') ||
        view.tree.name(node).endsWith('.sh')
      );
    })
    .map(([node]) => node);
}
