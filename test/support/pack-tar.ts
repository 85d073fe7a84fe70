import { type TarInput, tarEnd, tarHeader, tarPadding } from '../../src/tar/writer.ts';

/** A member and its content. `sizeBytes` is the content's unless it is told, so that a test can lie. */
export type PackedMember = Omit<TarInput, 'sizeBytes'> & { readonly sizeBytes?: number; readonly content: Uint8Array };

/** A whole tar in memory. */
export function packTar(members: readonly PackedMember[]): Uint8Array {
  return Buffer.concat([...members.flatMap(packMember), tarEnd()]);
}

function packMember(member: PackedMember): readonly Uint8Array[] {
  const { content } = member;
  return [tarHeader({ ...member, sizeBytes: member.sizeBytes ?? content.length }), content, tarPadding(content.length)];
}
