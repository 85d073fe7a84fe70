import { InspectError } from '../../model/errors.ts';
import { parseJson } from '../../model/json.ts';
import { stringField, toFields } from '../../model/json-fields.ts';
import type { Limits } from '../../model/limits.ts';
import { parseImageIndex } from '../../model/manifest.ts';
import type { ImageFiles } from '../image-files.ts';
import type { SourceContent } from '../offer.ts';
import { readDocument } from '../read-document.ts';
import { collectImages } from './collect-images.ts';

/**
 * What an image layout holds, in a directory or in an archive; null without `index.json`.
 * https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md
 */
export function readLayout(files: ImageFiles, name: string | null, limits: Limits): Omit<SourceContent, 'source'> | null {
  const bytes = readDocument(files, 'index.json', limits);
  if (bytes === null) return null;
  const index = parseImageIndex(parseJson(bytes, limits, 'index.json'), 'index.json');
  const warnings = checkVersion(files, limits);
  return { ...collectImages(files, index, name, limits), warnings };
}

function checkVersion(files: ImageFiles, limits: Limits): readonly string[] {
  const bytes = readDocument(files, 'oci-layout', limits);
  if (bytes === null) return ['there is no file oci-layout: read as version 1.0.0'];
  const version = stringField(toFields(parseJson(bytes, limits, 'oci-layout'), 'oci-layout', 'malformed-manifest'), 'imageLayoutVersion');
  if (version?.startsWith('1.') === true) return [];
  throw new InspectError('unsupported', `oci-layout: expected version 1.0.0 as imageLayoutVersion, got ${JSON.stringify(version)}`);
}
