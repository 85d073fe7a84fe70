import { describe, expect, it } from 'vitest';
import type { ChangedField } from '../../src/analyze/compare-entries.ts';
import { type WastingLayer, wasteRemedy } from '../../src/analyze/waste-remedy.ts';
import type { WasteCause } from '../../src/model/report.ts';

const run: WastingLayer = { layer: 2, instruction: 'RUN apt-get update', origin: 'user' };
const copy: WastingLayer = { layer: 2, instruction: 'COPY . /app', origin: 'user' };
const base: WastingLayer = { layer: 0, instruction: 'ADD rootfs.tar /', origin: 'base' };
const laterBase: WastingLayer = { layer: 3, instruction: 'RUN make install', origin: 'base' };
const nothing: WastingLayer = { layer: 3, instruction: '', origin: 'user' };
const unknown: WastingLayer = { layer: 3, instruction: '', origin: 'unknown' };
const lowestUnknown: WastingLayer = { layer: 0, instruction: 'ADD rootfs.tar /', origin: 'unknown' };
const onNothing: WastingLayer = { layer: 0, instruction: 'COPY --chown=1 app /app', origin: 'unknown' };
const copiedRoot: WastingLayer = { layer: 0, instruction: 'COPY rootfs /', origin: 'unknown' };
const ownLowest: WastingLayer = { layer: 0, instruction: 'RUN ./build', origin: 'user' };

describe('wasteRemedy', () => {
  it.each<[cause: WasteCause, changed: readonly ChangedField[], shipper: WastingLayer, expected: RegExp]>([
    ['deleted', [], run, /^delete it in the RUN instruction/],
    ['deleted', [], copy, /^do not add it: leave it out of the COPY/],
    ['deleted', [], nothing, /^do not add it/],
    ['deleted', [], unknown, /^do not add it/],
    ['deleted', [], base, /^removing what the base image ships saves nothing/],
    ['deleted', [], laterBase, /^removing what the base image ships saves nothing/],
    ['deleted', [], lowestUnknown, /^removing what the base image ships saves nothing/],
    ['deleted', [], copiedRoot, /^removing what the base image ships saves nothing/],
    ['deleted', [], onNothing, /^do not add it: leave it out of the COPY/],
    ['deleted', [], ownLowest, /^delete it in the RUN instruction/],
    ['opaque', [], run, /^delete it in the RUN instruction/],
    ['modified', ['content'], run, /^write the final content where the file is first added/],
    ['modified', ['content'], base, /^nothing to do in this Dockerfile: the file comes with the base image$/],
    ['modified', ['content'], laterBase, /^nothing to do in this Dockerfile: the file comes with the base image$/],
    ['rewritten-identical', [], copy, /^write it once/],
    ['duplicate-entry', [], copy, /^the builder wrote it twice/],
    ['metadata-only', ['mode'], run, /^run chmod in the instruction that writes the file$/],
    ['metadata-only', ['mode', 'owner', 'time'], run, /^run chown and chmod in/],
    ['metadata-only', ['owner'], copy, /^use COPY --chown instead of/],
    ['metadata-only', ['mode', 'owner'], copy, /^use COPY --chown --chmod instead of/],
    ['metadata-only', ['owner'], onNothing, /^use COPY --chown instead of/],
    ['metadata-only', ['mode'], base, /^leave files of the base image as they are: chmod ships them again$/],
    ['metadata-only', ['owner'], laterBase, /^leave files of the base image as they are: chown ships them again$/],
    ['metadata-only', ['time'], copy, /^leave it alone/],
    ['metadata-only', ['attributes'], run, /^leave it alone/],
  ])('of %s, where %j changed in a layer of %j', (cause, changed, shipper, expected) => {
    const remedy = wasteRemedy(cause, changed, shipper, { origin: shipper.origin === 'base' ? 'user' : shipper.origin });
    expect(remedy).toMatch(expected);
    expect(remedy).toMatch(/^[a-z].*[^.]$/);
  });

  it.each<WasteCause>(['deleted', 'opaque', 'modified', 'metadata-only', 'rewritten-identical', 'duplicate-entry'])(
    'of %s that the base image ships and hides is none',
    (cause) => {
      expect(wasteRemedy(cause, ['mode'], laterBase, base)).toBe(
        'nothing to do in this Dockerfile: the base image ships and hides it itself, another base may not',
      );
    },
  );
});
