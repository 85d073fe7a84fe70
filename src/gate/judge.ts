import type { Budget } from '../model/budget.ts';
import { type BudgetId, budgetTable } from '../model/budget-table.ts';
import { type GateImage, type GateResult, gateSchemaVersion, type Verdict } from '../model/gate-result.ts';
import type { SavedReport } from '../model/saved-report.ts';
import { allowFindings } from './allow-findings.ts';
import type { GateInput } from './gate-input.ts';
import { judgeDiveEfficiency, judgeDiveUserWaste, judgeDiveWastedBytes } from './judge-dive.ts';
import { judgeAbsence, judgeSeverity } from './judge-findings.ts';
import { judgeCompressedGrowth, judgePartGrowth, judgeTotalGrowth } from './judge-growth.ts';
import { judgeDirectoryGrowth, judgePackageGrowth } from './judge-growth-below.ts';
import {
  judgeCompressedSize,
  judgeDirectorySize,
  judgeFileCount,
  judgeImageSize,
  judgeLayerCount,
  judgeLayerSize,
  judgePackageSize,
} from './judge-size.ts';
import { judgeDroppable } from './judge-slimness.ts';
import { judgeWastedBytes, judgeWastedShare } from './judge-waste.ts';

/** Holds an image against its budgets. Pure: the day comes in, and nothing is read. */
export function judge(input: GateInput): GateResult {
  const { findings, exceptions } = allowFindings(input);
  const expired = exceptions.filter(({ isExpired }) => isExpired).map((exception) => expiredVerdict(exception, input.today));
  const verdicts = [...inTableOrder(input.budgets).flatMap((budget) => judges[budget.id](budget, input, findings) ?? []), ...expired];
  return {
    schemaVersion: gateSchemaVersion,
    tool: input.report.tool,
    status: verdicts.every(({ status }) => status === 'pass') ? 'pass' : 'fail',
    image: toGateImage(input.report),
    baseline: input.baseline === null ? null : toGateImage(input.baseline.report),
    verdicts,
    exceptions,
    findings,
  };
}

function inTableOrder(budgets: readonly Budget[]): readonly Budget[] {
  return budgetTable.flatMap(({ id }) => budgets.filter((budget) => budget.id === id));
}

type Judge = (budget: Budget, input: GateInput, findings: GateResult['findings']) => Verdict | null;

/** null for what is no rule of its own. */
const judges: Readonly<Record<BudgetId, Judge>> = {
  'size.image': judgeImageSize,
  'size.compressed': judgeCompressedSize,
  'size.layer': judgeLayerSize,
  'size.layers': judgeLayerCount,
  'size.files': judgeFileCount,
  'size.directories': judgeDirectorySize,
  'size.packages': judgePackageSize,
  'waste.bytes': judgeWastedBytes,
  'waste.ratio': judgeWastedShare,
  'waste.floor': () => null,
  'dive.lowestEfficiency': judgeDiveEfficiency,
  'dive.highestWastedBytes': judgeDiveWastedBytes,
  'dive.highestUserWastedPercent': judgeDiveUserWaste,
  'growth.total': judgeTotalGrowth,
  'growth.compressed': judgeCompressedGrowth,
  'growth.base': (budget, input) => judgePartGrowth(budget, input, 'base'),
  'growth.user': (budget, input) => judgePartGrowth(budget, input, 'user'),
  'growth.directories': judgeDirectoryGrowth,
  'growth.packages': judgePackageGrowth,
  'findings.fail-on': judgeSeverity,
  'findings.forbid': judgeAbsence,
  'slimness.droppable': judgeDroppable,
};

function expiredVerdict({ kind, value, reason, expires }: GateResult['exceptions'][number], today: string): Verdict {
  return {
    budget: 'exceptions',
    title: 'expired exception',
    subject: `${kind} ${value}`,
    unit: 'days',
    limit: 0,
    status: 'fail',
    figure: Math.round((Date.parse(today) - Date.parse(expires)) / millisecondsPerDay),
    of: null,
    note: `it held until ${expires}: ${reason}`,
    remedy: 'fix what it allowed and remove it, or give it a new day',
    layer: null,
    instruction: null,
    causes: [],
  };
}

const millisecondsPerDay = 86_400_000;

function toGateImage({ image, layers, waste }: SavedReport): GateImage {
  const { reference, imageId, platform, sizeBytes, compressedBytes, entryCount } = image;
  return {
    reference,
    imageId,
    platform,
    sizeBytes,
    compressedBytes,
    layerCount: layers.length,
    entryCount,
    reclaimableBytes: waste.reclaimableBytes,
  };
}
