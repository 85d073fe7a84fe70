import { describe, expect, it } from 'vitest';
import type { Digest } from '../../src/model/digest.ts';
import type { Referrer, Referrers } from '../../src/model/referrers.ts';
import { renderReferrersJson } from '../../src/report/referrers-json.ts';
import { renderReferrersText } from '../../src/report/referrers-text.ts';
import { textStyle } from '../../src/report/text-style.ts';

const subject = `sha256:${'a'.repeat(64)}` as Digest;
const signature: Referrer = {
  digest: `sha256:${'b'.repeat(64)}` as Digest,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  artifactType: 'application/vnd.dev.cosign.artifact.sig.v1+json',
  description: 'a cosign artifact',
  sizeBytes: 1_234,
  annotations: { 'org.example/key': 'value', long: 'x'.repeat(200) },
  origin: 'referrers-api',
};

function render(referrers: readonly Referrer[], reference = 'registry.example/app:1'): string {
  return renderReferrersText({ reference, subject, referrers }, textStyle(80, false, true));
}

describe('what is attached to an image, as text', () => {
  it('is a block each', () => {
    const untyped: Referrer = {
      ...signature,
      artifactType: null,
      mediaType: 'x',
      description: 'an artifact of type x',
      annotations: {},
      origin: 'image-index',
    };
    expect(render([signature, untyped])).toBe(
      `registry.example/app:1
  subject    ${subject}
  2 referrers

a cosign artifact
  digest     sha256:${'b'.repeat(64)} · 1.23 kB · by the referrers API
  type       application/vnd.dev.cosign.artifact.sig.v1+json
  org.example/key: value
  long: ${'x'.repeat(97)}...

an artifact of type x
  digest     sha256:${'b'.repeat(64)} · 1.23 kB · in the image index
`,
    );
  });

  it('may be nothing', () => {
    expect(render([])).toBe(`registry.example/app:1\n  subject    ${subject}\n  Nothing is attached to it.\n`);
  });

  it('does not drive the terminal', () => {
    const hostile = '\u001b]0;title\u0007\u202e\n';
    const text = render([{ ...signature, description: hostile, artifactType: hostile, annotations: { [hostile]: hostile } }], hostile);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(text.split('\n')).toHaveLength(8);
  });
});

it('what is attached to an image, as JSON, is the value', () => {
  const value: Referrers = { reference: 'app', subject, referrers: [signature] };
  const text = renderReferrersJson(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text).toMatch(/^\{\n {2}"reference": "app",\n[\s\S]*\}\n$/);
});
