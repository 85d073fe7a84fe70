import fc from 'fast-check';
import type { Digest } from '../../src/model/digest.ts';
import type { GateImage, GateResult, Verdict } from '../../src/model/gate-result.ts';

/** What an attacker would call a file, or write into a label. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '::error file=a::b',
    '\n::set-output name=a::b',
    '##[set-env name=a]b',
    '%0A::warning::x',
    '| a | b |\n| --- |',
    '</details><script>alert(1)</script>',
    '<!-- flense: gate -->',
    '`code` ``` ~~~',
    '![x](http://example.com/x.png) [y](javascript:a)',
    '@everyone #1 owner/repo#2 www.example.com https://example.com a@example.com',
    ']]></failure><failure>&amp;&#x0;"\'',
    '\u0000\u0001\u001b[31m\u202e\ud800\ufffe',
    '- a: b\n  c: !!js/function "x"\n--- \n...',
    'yes',
    '012',
    '1:30',
    '"\\\n# x',
    "' # x",
    '\r\u0085\u2028\u2029',
    '*a* _b_ ~c~ \\| <b>',
    '../../../etc/passwd',
  ),
  fc
    .array(
      fc.constantFrom('|', '`', '<', '>', '&', '\\', '\n', ':', '%', '#', '@', '!', '[', ']', '(', ')', '*', '_', '"', "'", 'a', ' '),
      { maxLength: 20 },
    )
    .map((signs) => signs.join('')),
);

const image = (reference: string): GateImage => ({
  reference,
  imageId: `sha256:${'0'.repeat(64)}` as Digest,
  platform: { os: 'linux', architecture: 'amd64' },
  sizeBytes: 2_000,
  compressedBytes: 1_000,
  layerCount: 2,
  entryCount: 20,
  reclaimableBytes: 100,
});

const verdict = (text: string, status: Verdict['status']): Verdict => ({
  budget: 'size.directories',
  title: 'directory',
  subject: text,
  unit: 'bytes',
  limit: 10,
  status,
  figure: status === 'uncomputed' ? null : 1_000,
  of: text,
  note: text,
  remedy: text,
  layer: 1,
  instruction: text,
  causes: [{ text, amount: 7, unit: 'bytes', layer: 1, instruction: text }],
});

/** A result in which all that an image can choose is `text`. */
export function resultOf(text: string): GateResult {
  const remedy = { kind: 'production-stage', text } as const;
  const evidence = [{ kind: 'file', path: text, layer: 1, bytes: 1 }] as const;
  const finding = { code: 'shell/posix', severity: 'high', summary: text, bytes: 1, evidence, remedy } as const;
  return {
    schemaVersion: 1,
    tool: { name: 'flense', version: '1.2.3' },
    status: 'fail',
    image: image(text),
    baseline: image(text),
    verdicts: [verdict(text, 'pass'), verdict(text, 'fail'), verdict(text, 'uncomputed')],
    exceptions: [{ kind: 'path', value: text, code: null, reason: text, expires: '2030-01-01', isExpired: false, findings: 1 }],
    findings: [
      { ...finding, origin: { kind: 'user', guessed: true }, excepted: null },
      { ...finding, origin: { kind: 'user', guessed: true }, excepted: text },
    ],
  };
}
