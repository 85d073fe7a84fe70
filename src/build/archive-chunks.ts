import { createReadStream, statSync } from 'node:fs';
import { tarEnd, tarHeader, tarPadding } from '../tar/writer.ts';

/** A member of an archive that holds images: bytes, or a file that holds them. */
export type ArchiveMember = { readonly path: string; readonly content: Uint8Array | { readonly file: string } };

/** A tar of members in their order, each of them owned by root and of no time, so that the same image gives the same archive. */
export async function* archiveChunks(members: readonly ArchiveMember[]): AsyncGenerator<Uint8Array> {
  for (const { path, content } of members) {
    const sizeBytes = content instanceof Uint8Array ? content.length : statSync(content.file).size;
    yield tarHeader({ path: `/${path}`, kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: 0, linkTarget: null, sizeBytes });
    if (content instanceof Uint8Array) yield content;
    else yield* createReadStream(content.file, { highWaterMark: 1_048_576 }) as AsyncIterable<Uint8Array>;
    yield tarPadding(sizeBytes);
  }
  yield tarEnd();
}
