import { describe, expect, it } from 'vitest';
import { parseSavedReport } from '../../src/model/saved-report.ts';
import { smallReport } from '../report/small-report.ts';

const json = (changes: object = {}): unknown => JSON.parse(JSON.stringify({ ...smallReport, ...changes })) as unknown;

describe('a saved report', () => {
  it('gives what growth is measured from', () => {
    const { reference, imageId, platform, sizeBytes, compressedBytes, entryCount } = smallReport.image;
    expect(parseSavedReport(json(), 'r.json')).toEqual({
      image: { reference, imageId, platform, sizeBytes, compressedBytes, entryCount },
      layers: smallReport.layers.map(({ diffId, sizeBytes, origin }) => ({ diffId, sizeBytes, origin })),
      directories: smallReport.directories.map(({ path, sizeBytes }) => ({ path, sizeBytes })),
      waste: { reclaimableBytes: 3_000_000 },
      packages: [],
    });
  });

  it.each([
    [json({ schemaVersion: 9 }), 'r.json: expected version 1 as schemaVersion, got 9'],
    [json({ image: undefined }), 'r.json: expected a value as image, got nothing'],
    [json({ waste: { reclaimableBytes: -1 } }), 'r.json: expected a count as waste.reclaimableBytes, got -1'],
    [json({ layers: [{ diffId: 'x', sizeBytes: 1, origin: { kind: 'base' } }] }), 'r.json: expected a digest as layers[0].diffId, got "x"'],
    [json({ directories: {} }), 'r.json: expected a list as directories, got an object'],
    [[], 'r.json: expected an object, got a list'],
  ])('is refused where it is none: %#', (value, message) => {
    expect(() => parseSavedReport(value, 'r.json')).toThrow(message);
  });
});
