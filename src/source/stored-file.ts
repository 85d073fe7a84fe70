import { InspectError } from '../model/errors.ts';
import type { ArrivedLayer, FileBlob, LayerBlob } from '../model/image.ts';
import { describeBytes } from '../tar/sniff.ts';

/** A file of an image: bytes that can be read again at any time, or what was kept of those that came by. */
export type StoredFile = FileBlob | ArrivedFile;

/** A member of an archive that came as a stream. */
export type ArrivedFile = {
  readonly kind: 'arrived';
  readonly sizeBytes: number;
  /** All of a document that was kept; of anything else what it takes to tell what it is. */
  readonly head: Buffer;
  /** What it is as a layer: seen, refused, or none by its first bytes. */
  readonly layer: ArrivedLayer | InspectError | null;
  /** As of a layer. */
  readonly keep: () => Promise<FileBlob>;
};

/** @throws InspectError why its bytes are no layer */
export function arrivedLayer({ layer, head }: ArrivedFile): ArrivedLayer {
  if (layer === null) throw new InspectError('malformed-tar', `expected a tar, compressed or not, got ${describeBytes(head)}`);
  if (layer instanceof InspectError) throw layer;
  return layer;
}

/** @throws InspectError where it has been seen to be no layer */
export function toLayerBlob(file: StoredFile): LayerBlob {
  return file.kind === 'file' ? file : { kind: 'indexed', index: arrivedLayer(file).index, keep: file.keep };
}
