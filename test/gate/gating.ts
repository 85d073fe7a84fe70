import type { DirectorySizes } from '../../src/gate/directory-sizes.ts';
import type { GateInput } from '../../src/gate/gate-input.ts';
import { judge } from '../../src/gate/judge.ts';
import type { GateResult, Verdict } from '../../src/model/gate-result.ts';
import { parseProjectConfig } from '../../src/model/project-config-parser.ts';
import type { Report } from '../../src/model/report.ts';
import { smallReport } from '../report/small-report.ts';

/** Every directory that an image has, in bytes; no files. */
export function directories(sizes: Readonly<Record<string, number>>, isComplete = true): DirectorySizes {
  return {
    isComplete,
    all: () => Object.entries(sizes).map(([path, bytes]) => ({ path, bytes })),
    fileBytes: null,
    heaviestFiles: () => [],
  };
}

export type Gating = Partial<Omit<GateInput, 'report' | 'budgets' | 'exceptions'>> & { readonly report?: Partial<Report> };

/** Holds a small image against a `.flense.yml`, on 2026-06-15. */
export function gated(yaml: string, { report, ...rest }: Gating = {}): GateResult {
  const { budgets, exceptions } = parseProjectConfig(yaml, '.flense.yml');
  return judge({
    report: { ...smallReport, outcomes: [{ analyzer: 'packages', status: 'ok', unreadable: [] }], ...report },
    directories: directories({ '/': 12_000_000, '/usr': 7_000_000, '/usr/lib': 6_900_000, '/app': 5_000_000 }),
    packagesOf: () => [],
    entryGroups: () => [],
    gravestOf: () => null,
    baseline: null,
    droppable: { kind: 'unknown', why: 'there is no plan' },
    today: '2026-06-15',
    ...rest,
    budgets,
    exceptions,
  });
}

/** What most tests ask for: status and figure of each verdict. */
export function figures({ verdicts }: GateResult): readonly (readonly [Verdict['status'], number | null, string | null])[] {
  return verdicts.map(({ status, figure, of }) => [status, figure, of]);
}
