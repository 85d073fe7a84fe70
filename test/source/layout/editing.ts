import { digestOf, jsonBytes } from '../../support/image-config.ts';
import { type OciInput, ociLayout } from '../../support/oci-layout.ts';
import { temporaryFiles } from '../../support/temporary-directory.ts';

export type WireDescriptor = {
  mediaType: string;
  digest: string;
  size: number;
  annotations?: Record<string, string>;
  platform?: unknown;
};

export type WireIndex = { manifests: WireDescriptor[] };

/** A layout on disk whose `index.json` and files were changed by hand. */
export function edited(input: OciInput | readonly OciInput[], edit: (index: WireIndex, files: Map<string, Uint8Array>) => void): string {
  const files = ociLayout(input);
  const index = readJson<WireIndex>(files, 'index.json');
  edit(index, files);
  return temporaryFiles(files.set('index.json', jsonBytes(index)));
}

export function readJson<T>(files: ReadonlyMap<string, Uint8Array>, path: string): T {
  return JSON.parse(Buffer.from(files.get(path)!).toString()) as T;
}

export function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

/** Adds a document to the blobs and returns its descriptor. */
export function addBlob(files: Map<string, Uint8Array>, mediaType: string, json: unknown): WireDescriptor {
  const bytes = jsonBytes(json);
  files.set(blobPath(digestOf(bytes)), bytes);
  return { mediaType, digest: digestOf(bytes), size: bytes.length };
}

/** Digests of the layers of the first image. */
export function layerDigests(files: ReadonlyMap<string, Uint8Array>): readonly string[] {
  const { digest } = readJson<WireIndex>(files, 'index.json').manifests[0]!;
  return readJson<{ layers: WireDescriptor[] }>(files, blobPath(digest)).layers.map((layer) => layer.digest);
}

/** Puts other bytes in place of the first layer, and the manifest that names them in place of the first image. */
export function replaceLayer(index: WireIndex, files: Map<string, Uint8Array>, content: string): void {
  const [descriptor] = index.manifests;
  const manifest = readJson<{ layers: WireDescriptor[] }>(files, blobPath(descriptor!.digest));
  const bytes = Buffer.from(content);
  files.set(blobPath(digestOf(bytes)), bytes);
  Object.assign(manifest.layers[0]!, { digest: digestOf(bytes), size: bytes.length });
  index.manifests = [{ ...descriptor!, ...addBlob(files, descriptor!.mediaType, manifest) }];
}
