import type { Limits } from '../../../model/limits.ts';
import type { ArchiveListing } from '../../../tui/session.ts';
import { isAr, listAr } from './list-ar.ts';
import { isTarStart, listTar } from './list-tar.ts';
import { isZip, listZip } from './list-zip.ts';

/** Whether the first bytes may be those of an archive, so that it is worth reading the rest. */
export function mayBeArchive(head: Uint8Array): boolean {
  return isAr(head) || isZip(head) || isTarStart(head);
}

/**
 * What an archive holds, by its bytes and not by its name; null for what is none.
 * @param isTruncated whether there are more bytes than these
 * @throws InspectError for an archive that is broken
 */
export async function listArchive(bytes: Buffer, isTruncated: boolean, limits: Limits): Promise<ArchiveListing | null> {
  if (isAr(bytes)) return listAr(bytes, isTruncated);
  if (isZip(bytes)) return listZip(bytes, isTruncated);
  return isTarStart(bytes) ? listTar(bytes, isTruncated, limits) : null;
}
