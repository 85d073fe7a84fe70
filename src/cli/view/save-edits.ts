import { existsSync } from 'node:fs';
import { isSeq, parseDocument } from 'yaml';
import { InspectError } from '../../model/errors.ts';
import type { PlanEdits } from '../../tui/session.ts';
import { readTextFile } from '../read-text-file.ts';
import { writeFile } from '../write-file.ts';
import { editGlobs } from './edit-globs.ts';

/** Adds choices to the `plan` section of a configuration; what else it says, comments too, stays. @returns what was done */
export async function saveEdits(path: string, edits: PlanEdits, signal: AbortSignal): Promise<string> {
  const text = existsSync(path) ? readTextFile(path, 'a configuration file') : '';
  const saved = withEdits(text, path, edits);
  if (saved === text) return `${path}: nothing to save`;
  await writeFile(path, [saved], signal);
  return `${path}: saved ${edits.keep.length} to keep, ${edits.drop.length} to drop`;
}

/** @throws InspectError `usage` for a file that is no YAML, or has something else where the choices belong */
export function withEdits(text: string, path: string, edits: PlanEdits): string {
  const document = parseDocument(text);
  if (document.errors[0] !== undefined) {
    throw new InspectError('usage', `${path}: expected YAML, got ${document.errors[0].message.split('\n')[0]}`, {
      cause: document.errors[0],
    });
  }
  let isChanged = false;
  for (const key of ['keep', 'drop'] as const) {
    const globs = edits[key].flatMap(editGlobs);
    const known = document.getIn(['plan', key]);
    if (known != null && !isSeq(known)) throw new InspectError('usage', `${path}: plan.${key}: expected a list, got something else`);
    const there = new Set(isSeq(known) ? known.toJSON() : []);
    const fresh = globs.filter((glob) => !there.has(glob));
    if (fresh.length === 0) continue;
    if (isSeq(known)) for (const glob of fresh) known.add(glob);
    else document.setIn(['plan', key], fresh);
    isChanged = true;
  }
  return isChanged ? document.toString() : text;
}
