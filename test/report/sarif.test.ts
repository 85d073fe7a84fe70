import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzers } from '../../analyzers/index.ts';
import { rootUser } from '../../analyzers/root-user.ts';
import type { OriginFinding, Severity } from '../../src/model/finding.ts';
import type { GateAnchors } from '../../src/report/gate-anchors.ts';
import { noAnchors } from '../../src/report/gate-anchors.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import type { SarifRule } from '../../src/report/sarif-rules.ts';
import { gated } from '../gate/gating.ts';
import { hostileText, resultOf } from './hostile-result.ts';

type Log = {
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: {
          readonly name: string;
          readonly rules: readonly SarifRule[];
        };
      };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly {
          readonly physicalLocation?: {
            readonly artifactLocation: { readonly uri: string };
            readonly region: { readonly startLine: number };
          };
          readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
        }[];
        readonly partialFingerprints: Readonly<Record<string, string>>;
        readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
      }[];
    },
  ];
};

const anchors: GateAnchors = { path: 'build dir/Dockerfile', lineOf: (layer) => (layer === 1 ? 12 : null) };
const read = (text: string): Log => JSON.parse(text) as Log;

/** What §3 of the specification asks of a log. */
function check({ version, runs }: Log): void {
  const [{ tool, results }] = runs;
  expect([version, runs.length, tool.driver.name]).toEqual(['2.1.0', 1, 'flense']);
  const ids = tool.driver.rules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { ruleId, ruleIndex, level, message, locations, partialFingerprints } of results) {
    expect(ids[ruleIndex]).toBe(ruleId);
    expect(['none', 'note', 'warning', 'error']).toContain(level);
    expect(typeof message.text).toBe('string');
    expect(Object.values(partialFingerprints).every((value) => /^[0-9a-f]{64}$/.test(value))).toBe(true);
    for (const { physicalLocation } of locations) {
      if (physicalLocation === undefined) continue;
      expect(physicalLocation.region.startLine).toBeGreaterThan(0);
      expect(new URL(physicalLocation.artifactLocation.uri, 'file:///repository/').href).toMatch(/^file:\/\/\/repository\//);
      expect(physicalLocation.artifactLocation.uri).toMatch(/^[A-Za-z0-9._~!'()*/%-]+$/);
    }
  }
  const fingerprints = results.map((result) => Object.values(result.partialFingerprints)[0]);
  expect(new Set(fingerprints).size).toBe(fingerprints.length);
}

describe('SARIF', () => {
  it('has the budgets that failed, and all findings', () => {
    const log = read(renderSarif(gated('budgets: {size: {image: 1MB, layers: 3}}'), anchors, []));
    check(log);
    expect(log.runs[0].results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['budget/size.image', 'error'],
      ['root-user/default', 'error'],
      ['package-cache/apt', 'note'],
    ]);
  });

  it('is at the line of the Dockerfile, and names the path in the image', () => {
    const [, uncomputed, finding, excepted] = read(renderSarif(resultOf('/bin/sh'), anchors, [])).runs[0].results;
    expect(uncomputed?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'build%20dir/Dockerfile' },
      region: { startLine: 12 },
    });
    expect(finding?.locations[0]?.logicalLocations).toEqual([{ fullyQualifiedName: '/bin/sh', kind: 'resource' }]);
    expect([finding?.suppressions, excepted?.suppressions]).toEqual([undefined, [{ kind: 'external', justification: '/bin/sh' }]]);
  });

  it('is at the Dockerfile where nobody says which file, as readers refuse what is nowhere', () => {
    const [result] = read(renderSarif(gated('budgets: {size: {image: 1MB}}'), noAnchors, [])).runs[0].results;
    expect(result?.locations).toEqual([{ physicalLocation: { artifactLocation: { uri: 'Dockerfile' }, region: { startLine: 1 } } }]);
  });

  it('has rules that say what a code stands for, whatever was found', () => {
    const finding = (code: string, severity: Severity, summary: string): OriginFinding => ({
      code,
      severity,
      summary,
      bytes: 0,
      evidence: [],
      remedy: { kind: 'production-stage', text: '' },
      origin: { kind: 'user', guessed: true },
    });
    const findings = [
      finding('root-user/not-set', 'high', 'the container runs as root: the image names no user'),
      finding('secret/private-key', 'critical', '/app/.env has a key'),
      finding('secret/private-key', 'critical', '/app/b has a key'),
      finding('package-cache/system', 'low', 'apt left its lists behind'),
      finding('x/constructor', 'medium', 'nobody knows it'),
    ];
    const result = gated('budgets: {size: {image: 1MB, layers: 1}}', { report: { findings } });
    const [{ tool }] = read(renderSarif(result, anchors, analyzers)).runs;
    expect(tool.driver.rules.map(({ id, properties, defaultConfiguration }) => [id, defaultConfiguration.level, properties])).toEqual([
      ['budget/size.image', 'error', { tags: ['budget'] }],
      ['budget/size.layers', 'error', { tags: ['budget'] }],
      ['root-user/not-set', 'error', { tags: ['container', 'security'], 'security-severity': '8.0' }],
      ['secret/private-key', 'error', { tags: ['container', 'security'], 'security-severity': '9.5' }],
      ['package-cache/system', 'note', { tags: ['container'] }],
      ['x/constructor', 'warning', { tags: ['container', 'security'], 'security-severity': '5.5' }],
    ]);
    const [image, , root, , , unknown] = tool.driver.rules;
    expect(image?.help.text).toContain('budgets.size.image in .flense.yml, or --max-size.');
    expect(root?.shortDescription.text).toBe(`Runs as root: ${rootUser.codes['not-set']?.reason}`);
    expect([root?.fullDescription.text, root?.help.markdown]).toEqual([
      rootUser.description,
      `**${root?.shortDescription.text}**\n\n${rootUser.description}`,
    ]);
    expect(unknown?.shortDescription.text).toBe('x/constructor');
    expect(JSON.stringify(tool)).not.toContain('/app/.env');
  });

  it('has the same fingerprints in the next run', () => {
    const once = renderSarif(resultOf('a'), anchors, []);
    expect(renderSarif(resultOf('a'), anchors, [])).toBe(once);
  });

  it('is valid whatever names there are', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (text, path) =>
        check(read(renderSarif(resultOf(text), { ...anchors, path: `x${path.replace(/\.\./g, '')}` }, []))),
      ),
    );
  });
});
