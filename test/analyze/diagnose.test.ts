import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzers } from '../../analyzers/index.ts';
import type { Inspection } from '../../src/inspect.ts';
import { hostPlatform } from '../../src/model/platform.ts';
import { inspecting } from '../inspecting.ts';
import { ociArchive } from '../support/oci-layout.ts';
import { temporaryFile } from '../support/temporary-directory.ts';

const samples = ['links-and-whiteouts.tar', 'static-nonroot.tar', 'wasteful-app.tar'];

/** What of the report the diagnosis is to be, field by field. */
function partOfReport({ report: { tool, image, layers, findings } }: Inspection) {
  const { reference, manifestDigest, imageId, platform, sizeBytes } = image;
  return {
    tool,
    image: { reference, manifestDigest, imageId, platform, sizeBytes },
    layers: layers.map(({ origin }) => ({ origin })),
    findings,
  };
}

async function bothOf(reference: string) {
  const inspection = await inspecting(reference, { platform: hostPlatform('x64') }, analyzers);
  const { diagnosis } = inspection;
  const report = partOfReport(inspection);
  inspection.close();
  return { diagnosis, report };
}

describe('a diagnosis', () => {
  it.each(samples)('says of %s what its report says', async (name) => {
    const { diagnosis, report } = await bothOf(join('sample-images', name));
    expect(diagnosis.findings.length).toBeGreaterThan(0);
    expect(diagnosis).toEqual(report);
  });

  it('has no secret of the configuration in it, as the report has none', async () => {
    const password = 'hunter-4711-Walfang';
    const image = ociArchive({
      layers: [{ '/app': 'x' }],
      config: { Env: [`DATABASE_URL=postgres://app:${password}@db.internal:5432/app`] },
      history: [`RUN DATABASE_URL=postgres://app:${password}@db.internal:5432/app make # buildkit`],
    });
    const { diagnosis, report } = await bothOf(temporaryFile('image.tar', image));
    expect(diagnosis.findings.some(({ code }) => code.startsWith('secret/'))).toBe(true);
    expect(JSON.stringify(diagnosis)).not.toContain(password);
    expect(diagnosis).toEqual(report);
  });
});
