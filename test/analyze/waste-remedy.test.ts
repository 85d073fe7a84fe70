import { describe, expect, it } from 'vitest';
import type { ChangedField } from '../../src/analyze/compare-entries.ts';
import { wasteRemedy } from '../../src/analyze/waste-remedy.ts';
import type { WasteCause } from '../../src/model/report.ts';

const run = { layer: 2, instruction: 'RUN apt-get update' };
const copy = { layer: 2, instruction: 'COPY . /app' };
const base = { layer: 0, instruction: 'ADD rootfs.tar /' };
const unknown = { layer: 3, instruction: '' };

describe('wasteRemedy', () => {
  it.each<[cause: WasteCause, changed: readonly ChangedField[], shipper: typeof run, expected: RegExp]>([
    ['deleted', [], run, /^delete it in the RUN instruction/],
    ['deleted', [], copy, /^do not add it: leave it out of the COPY/],
    ['deleted', [], unknown, /^do not add it/],
    ['deleted', [], base, /^removing what the base image ships saves nothing/],
    ['opaque', [], run, /^delete it in the RUN instruction/],
    ['modified', ['content'], run, /^write the final content where the file is first added/],
    ['modified', ['content'], base, /^nothing to do in this Dockerfile/],
    ['rewritten-identical', [], copy, /^write it once/],
    ['duplicate-entry', [], copy, /^the builder wrote it twice/],
    ['metadata-only', ['mode'], run, /^run chmod in the instruction that writes the file$/],
    ['metadata-only', ['mode', 'owner', 'time'], run, /^run chown and chmod in/],
    ['metadata-only', ['owner'], copy, /^use COPY --chown instead of/],
    ['metadata-only', ['mode', 'owner'], copy, /^use COPY --chown --chmod instead of/],
    ['metadata-only', ['mode'], base, /^leave files of the base image as they are: chmod ships them again$/],
    ['metadata-only', ['time'], copy, /^leave it alone/],
    ['metadata-only', ['attributes'], run, /^leave it alone/],
  ])('of %s, where %j changed in a layer of %j', (cause, changed, shipper, expected) => {
    const remedy = wasteRemedy(cause, changed, shipper);
    expect(remedy).toMatch(expected);
    expect(remedy).toMatch(/^[a-z].*[^.]$/);
  });
});
