import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { directorySizesOfReport, directorySizesOfTree } from '../gate/directory-sizes.ts';
import type { GateBaseline } from '../gate/gate-input.ts';
import { parseJson } from '../model/json.ts';
import { limitExceeded } from '../model/limits.ts';
import { parseSavedReport } from '../model/saved-report.ts';
import { fromSystemError } from '../model/system-error.ts';
import type { Host } from './host.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';
import { withInspection } from './with-inspection.ts';

/**
 * What growth is measured from: a report that was saved, told by its content, or an image of any source.
 * @throws InspectError
 */
export async function readBaseline(reference: string, options: ImageOptions, host: Host): Promise<GateBaseline> {
  if (startsLikeJson(reference)) return readReport(reference, options);
  // The name is one of the other archive's.
  const { image: _, ...rest } = options;
  return withInspection(reference, rest, host, ({ report, tree }) => {
    return { report, directories: directorySizesOfTree(tree) };
  });
}

function readReport(path: string, options: ImageOptions): GateBaseline {
  const limits = limitsOf(options);
  if (statSync(path).size > limits.jsonBytes) throw limitExceeded(limits, 'jsonBytes', path);
  const report = parseSavedReport(parseJson(readBytes(path), limits, path), path);
  return { report, directories: directorySizesOfReport(report.directories) };
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw fromSystemError(error, `${path}: expected a saved report`);
  }
}

function startsLikeJson(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const head = Buffer.alloc(64);
  const fd = openSync(path, 'r');
  try {
    return /^\ufeff?\s*\{/.test(head.toString('utf8', 0, readSync(fd, head, 0, head.length, 0)));
  } finally {
    closeSync(fd);
  }
}
