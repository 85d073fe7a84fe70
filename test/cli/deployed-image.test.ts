import { describe, expect, it } from 'vitest';
import { deployedImage } from '../../src/cli/deployed-image.ts';
import type { Digest } from '../../src/model/digest.ts';
import { aPlan } from '../report/a-plan.ts';

const digest = `sha256:${'a'.repeat(64)}` as Digest;

function deployed(
  reference: string,
  kind: Parameters<typeof deployedImage>[1],
  names: readonly string[] = [],
  manifestDigest: Digest | null = digest,
): string {
  return deployedImage({ ...aPlan, source: { ...aPlan.source, reference, manifestDigest } }, kind, names);
}

describe('the image of a manifest', () => {
  it.each([
    ['registry:example.org:5000/team/web:1', `example.org:5000/team/web@${digest}`],
    ['docker://example.org/web', `example.org/web@${digest}`],
    [`registry:example.org/web:1@sha256:${'b'.repeat(64)}`, `example.org/web@${digest}`],
  ])('%s is named by its digest', (reference, expected) => {
    expect([deployed(reference, 'registry'), deployed(reference, null)]).toEqual([expected, expected]);
  });

  it('has a name of the archive where no registry has it', () => {
    expect(deployed('/tmp/a.tar', 'docker-archive', ['web:1'])).toBe('web:1');
    expect(deployed('/tmp/a.tar', 'oci', ['2.0.1'])).toBe('a');
    expect(deployed('docker:web:1', 'docker', ['web:1'])).toBe('web:1');
    expect(deployed('registry:web:1', 'registry', [], null)).toBe('web');
    expect(deployed('/', null)).toBe('image');
    expect(deployed('oci:build/layout:1', 'oci')).toBe('layout');
    expect(deployed('image.tar', 'docker-archive')).toBe('image');
    expect(deployed('team/web', null)).toBe('team/web');
    expect(deployed('docker-archive:/tmp/Web.tar', 'docker-archive')).toBe('Web');
    expect(deployed(`docker:${digest}`, 'docker', ['web:1'])).toBe('web:1');
    expect(deployed(digest, null)).toBe('image');
  });
});
