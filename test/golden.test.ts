import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyzers } from '../analyzers/index.ts';
import { parsePlatform } from '../src/model/platform.ts';
import type { Report } from '../src/model/report.ts';
import { inspecting } from './inspecting.ts';

/** `FLENSE_UPDATE_GOLDEN=1 npx vitest run test/golden.test.ts` writes them anew: then read the difference like code. */
const isUpdate = process.env['FLENSE_UPDATE_GOLDEN'] === '1';

/** Every image of the samples; those that share an archive are told apart by name and platform. */
const images: readonly (readonly [golden: string, sample: string, image: string | null, platform: string])[] = [
  ['wasteful-app', 'wasteful-app.tar', null, 'linux/amd64'],
  ['static-nonroot', 'static-nonroot.tar', null, 'linux/amd64'],
  ['links-and-whiteouts', 'links-and-whiteouts.tar', null, 'linux/amd64'],
  ['legacy', 'legacy.tar', 'anchor:1.0', 'linux/amd64'],
  ['legacy-patched', 'legacy.tar', 'anchor:patched', 'linux/amd64'],
  ['multi-platform-amd64', 'multi-platform.tar', '1.4.0', 'linux/amd64'],
  ['multi-platform-arm64', 'multi-platform.tar', '1.4.0', 'linux/arm64'],
  ['multi-platform-nested-arm', 'multi-platform.tar', 'nested', 'linux/arm/v7'],
];

async function report(sample: string, image: string | null, platform: string): Promise<Report> {
  const { report, warnings, close } = await inspecting(`sample-images/${sample}`, { image, platform: parsePlatform(platform) }, analyzers);
  close();
  expect(warnings).toEqual([]);
  // A release changes no report.
  return { ...report, tool: { ...report.tool, version: '0.0.0' } };
}

describe('the report', () => {
  it.each(images)('of %s is the one that was reviewed', async (golden, sample, image, platform) => {
    const path = new URL(`golden/${golden}.golden.json`, import.meta.url);
    const found = await report(sample, image, platform);
    if (isUpdate) writeFileSync(path, `${JSON.stringify(found, null, 2)}\n`);
    expect(found).toEqual(JSON.parse(readFileSync(path, 'utf8')));
  });

  it('is plain JSON', async () => {
    const found = await report('wasteful-app.tar', null, 'linux/amd64');
    expect(JSON.parse(JSON.stringify(found))).toStrictEqual(found);
  });
});
