import { describe, expect, it } from 'vitest';
import { analyzers } from '../analyzers/index.ts';
import { severities } from '../src/model/finding.ts';
import { inspecting } from './inspecting.ts';

const atMostLow: readonly string[] = severities.slice(severities.indexOf('low'));

describe('an image as it should be', () => {
  it('yields no finding above low', async () => {
    const { report, close } = await inspecting('sample-images/static-nonroot.tar', {}, analyzers);
    close();
    expect(report.findings.filter(({ severity }) => !atMostLow.includes(severity))).toEqual([]);
    expect(report.outcomes.filter(({ status }) => status !== 'ok')).toEqual([]);
  });
});
