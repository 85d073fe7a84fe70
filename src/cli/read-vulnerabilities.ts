import { InspectError, inContext } from '../model/errors.ts';
import type { Limits } from '../model/limits.ts';
import type { VulnerabilityScan } from '../model/vulnerability.ts';
import { maxScanBytes, parseVulnerabilityScan } from '../model/vulnerability-parser.ts';
import { heldFiles } from '../source/held-files.ts';
import { openRegularFile } from '../source/open-regular-file.ts';
import { readStored } from '../source/read-stored.ts';

/** @throws InspectError `not-found`, `unreadable`, `limit`, `malformed-json` or `unsupported` */
export function readVulnerabilities(path: string, limits: Limits): VulnerabilityScan {
  const where = `--vulnerabilities ${path}`;
  return parseVulnerabilityScan(readBounded(path, where, maxScanBytes(limits)), limits, where);
}

function readBounded(path: string, where: string, maxBytes: number): Buffer {
  const held = heldFiles();
  try {
    const file = openRegularFile(path, held);
    if (file.sizeBytes <= maxBytes) return readStored(file);
    throw new InspectError('limit', `expected at most ${maxBytes} bytes, got ${file.sizeBytes}; raise it with --limit jsonBytes=NUMBER`);
  } catch (error) {
    throw inContext(where, error);
  } finally {
    held.close();
  }
}
