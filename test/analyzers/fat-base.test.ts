import { describe, expect, it } from 'vitest';
import { fatBase } from '../../analyzers/fat-base.ts';
import { elf } from '../support/elf.ts';
import type { LayerInput } from '../support/layers.ts';
import { codesOf, findingsOf } from './analysis-of.ts';
import { program, script } from './programs.ts';

const history = [
  { createdBy: 'ADD rootfs.tar.xz / # buildkit', created: '2024-03-01T10:00:00Z' },
  { createdBy: 'CMD ["bash"]', created: '2024-03-01T10:00:00Z', emptyLayer: true },
  { createdBy: 'COPY app /app # buildkit', created: '2024-03-05T10:00:00Z' },
];
const base: LayerInput = { '/usr/share/x': 19_000_000, '/lib/libc.so.6': 1_000_000, '/lib/ld.so': 10 };
const image = (app: LayerInput, more: Readonly<Record<string, unknown>> = {}) => ({
  layers: [base, app],
  history,
  config: { Entrypoint: ['/app'] },
  ...more,
});

describe('fat-base', () => {
  it('weighs the base against what the program is linked with', async () => {
    expect(await findingsOf(fatBase, image({ '/app': program({ needed: ['libc.so.6'] }) }))).toEqual([
      {
        code: 'fat-base/dynamic',
        severity: 'low',
        summary: '/app is linked with little of the base image: it needs some 5 % of its bytes',
        bytes: 19_000_000,
        evidence: [{ kind: 'instruction', layer: 0, instruction: 'ADD rootfs.tar.xz /' }],
        remedy: {
          kind: 'production-stage',
          text: 'copy the program and the libraries that it needs into a small base image: flense advise names them',
        },
      },
    ]);
  });

  it('weighs a static program more, which needs nothing of it', async () => {
    expect(await codesOf(fatBase, image({ '/app': { content: elf({ type: 'executable' }), mode: 0o755 } }))).toEqual(['fat-base/static']);
  });

  it.each<[name: string, input: ReturnType<typeof image>]>([
    ['a script, of which nobody knows yet what it needs', image({ '/app': script('#!/app2\n'), '/app2': script() })],
    ['an interpreter', image({ '/usr/bin/python3.12': program() }, { config: { Entrypoint: ['python3.12', 'a.py'] } })],
    [
      'a base that is needed',
      image(
        { '/app': program({ needed: ['libbig.so'] }), '/x': 1 },
        { layers: [{ '/lib/libbig.so': 19e6, '/x': 5e6 }, { '/app': program({ needed: ['libbig.so'] }) }] },
      ),
    ],
    ['a small base', image({}, { layers: [{ '/x': 5_000_000 }, { '/app': program() }] })],
    ['certificates and time zones', image({}, { layers: [{ '/usr/share/zoneinfo/x': 11_000_000 }, { '/app': program() }] })],
    ['layers of which nobody knows', image({ '/app': program() }, { history: ['a', 'b'] })],
    ['a program that is not there', image({ '/other': program() })],
  ])('is silent about %s', async (_, input) => {
    expect(await codesOf(fatBase, input)).toEqual([]);
  });
});
