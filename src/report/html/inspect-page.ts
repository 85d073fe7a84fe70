import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { kindOf } from '../../filesystem/tree-state.ts';
import { formatInstruction } from '../../model/instruction.ts';
import type { Plan } from '../../model/plan.ts';
import { formatPlatform } from '../../model/platform.ts';
import type { Report } from '../../model/report.ts';
import { defaultUser } from '../default-user.ts';
import { escapeTerminal } from '../escape-terminal.ts';
import { formatBytes } from '../format-bytes.ts';
import { formatCount } from '../format-count.ts';
import { formatShare } from '../format-share.ts';
import { formatTime } from '../format-time.ts';
import { quoteShell } from '../quote-shell.ts';
import { layerMode, packageMode, planMode, rewriteMode } from './colour-modes.ts';
import { inspectTables, originText } from './inspect-tables.ts';
import type { PageData, PageLayer } from './page-data.ts';
import { type PageLeaf, pageTree } from './page-tree.ts';
import { planTables } from './plan-tables.ts';
import type { PageHead } from './render-page.ts';

export type InspectPageInput = {
  readonly report: Report;
  readonly tree: ImageTree;
  /** `type/name` of the package that a file belongs to. */
  readonly packageOf: (node: Node) => string | null;
  /** null: there is none. */
  readonly plan: Plan | null;
  readonly dockerfile: string | null;
  /** Why no plan can be made; null where there is one, or nobody asked for it. */
  readonly unplanned: string | null;
};

/** Rectangles and rows that a browser lays out at once without a wait. */
export const maxPageNodes = 12_000;

export function inspectHead({ report, unplanned }: InspectPageInput): PageHead {
  const { image, layers, waste, tool } = report;
  const command = [...image.config.entrypoint, ...image.config.cmd].map(quoteShell).join(' ');
  const facts: readonly (readonly [string, string])[] = [
    ['Platform', formatPlatform(image.platform)],
    ['Image id', image.imageId],
    ['Manifest', image.manifestDigest ?? ''],
    ['Created', image.created === null ? '' : (formatTime(Date.parse(image.created)) ?? image.created)],
    ['Runs', command],
    ['As', image.config.user === '' ? `${defaultUser(image.platform)} (no user is set)` : image.config.user],
    ['Works in', image.config.workingDir],
    ['Listens on', image.config.exposedPorts.join(', ')],
    ['Plan', unplanned === null ? '' : `none for production: ${unplanned}`],
  ];
  const reclaimable = `${formatBytes(waste.reclaimableBytes)} · ${formatShare(waste.reclaimableBytes, image.sizeBytes)}`;
  return {
    title: image.reference,
    kicker: 'Container image',
    figures: [
      [formatBytes(image.sizeBytes), 'size'],
      ...(image.compressedBytes === null ? [] : [[formatBytes(image.compressedBytes), 'compressed'] as const]),
      [reclaimable, 'reclaimable'],
      [formatCount(layers.length), 'layers'],
      [formatCount(image.entryCount), 'entries'],
      [formatCount(report.packages.length), 'packages'],
      [formatCount(report.findings.length), 'findings'],
    ],
    facts: facts.filter(([, value]) => value !== ''),
    footer: `${tool.name} ${tool.version}. Sizes are of contents, in units of a thousand.`,
  };
}

export function inspectData(input: InspectPageInput): PageData {
  const { report, plan, dockerfile } = input;
  const packages = packageMode(report.packages.map(({ type, name, bytes }) => ({ name: `${type}/${name}`, bytes })));
  const modes = [layerMode(report.layers), packages.mode, rewriteMode, ...(plan === null ? [] : [planMode])];
  return {
    tree: pageTree(leavesOf(input, packages.categoryOf), modes.length, maxPageNodes),
    modes,
    layers: pageLayers(report),
    tables: [...inspectTables(report), ...(plan === null ? [] : planTables(plan))],
    texts: dockerfile === null ? [] : [{ title: 'Dockerfile', text: dockerfile }],
  };
}

function* leavesOf({ tree, packageOf, plan }: InspectPageInput, categoryOf: (name: string | null) => number): Generator<PageLeaf> {
  const kept = plan === null ? null : new Set(plan.files.map(({ path }) => path));
  for (let node = 0; node < tree.nodeCount; node++) {
    const inode = tree.isVisible(node) ? tree.inodeAt(node) : null;
    if (inode === null || tree.kindNumber(inode) !== kindOf.file || !tree.isPrimary(node)) continue;
    const bytes = tree.sizeBytes(inode);
    if (bytes === 0) continue;
    const path = tree.path(node);
    const isRewritten = tree.state.previous[inode]! >= 0;
    const categories = [
      tree.layerOf(inode),
      categoryOf(packageOf(node)),
      isRewritten ? 1 : 0,
      ...(kept === null ? [] : [kept.has(path) ? 0 : 1]),
    ];
    yield { path, bytes, categories };
  }
}

function pageLayers({ layers }: Report): readonly PageLayer[] {
  return layers.map(({ index, sizeBytes, reclaimableBytes, entryCount, created, createdBy, origin }) => ({
    index,
    sizeBytes,
    reclaimableBytes,
    entryCount,
    created: created === null ? '' : (formatTime(Date.parse(created)) ?? ''),
    instruction: escapeTerminal(formatInstruction(createdBy)),
    note: origin.kind === 'base' ? originText(origin) : '',
  }));
}
