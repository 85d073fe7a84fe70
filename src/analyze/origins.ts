import type { Evidence, Origin } from '../model/finding.ts';
import type { Image } from '../model/image.ts';
import type { HistoryRecord, ImageConfig } from '../model/image-config.ts';
import { formatInstruction } from '../model/instruction.ts';
import { alignHistory } from '../model/layer-history.ts';
import { knownBaseLayers } from './known-base-layers.ts';
import { runImageLayers } from './run-image-layers.ts';

const base: Origin = { kind: 'base', guessed: false };
const user: Origin = { kind: 'user', guessed: false };
const guessedBase: Origin = { kind: 'base', guessed: true };
const guessedUser: Origin = { kind: 'user', guessed: true };
const unknown: Origin = { kind: 'unknown', guessed: false };

/** One build may take this long from one instruction to the next; a base image is rarely built on within it. */
const leastGapMilliseconds = 3_600_000;

/**
 * By layer, whether it came with the base image: by who knows exactly (the labels of Cloud Native Buildpacks, what BuildKit says of
 * the build, where the layers of the images that it pulled are known), otherwise a guess by the history. `unknown` where nothing tells.
 * The label of a base's digest may be inherited from the base itself: what lies above the layers that it names is guessed.
 */
export function layerOrigins(image: Pick<Image, 'config' | 'layers' | 'bases'>): readonly Origin[] {
  const { config, layers } = image;
  const { exact, least } = knownBaseLayers(image);
  const end = runImageLayers(config) ?? exact;
  if (end !== null) return layers.map((_, layer) => (layer < end ? base : user));
  const guess = guessBaseLayers(config) ?? (least === 0 ? null : least);
  return layers.map((_, layer) => {
    if (layer < least) return base;
    return guess === null ? unknown : layer < guess ? guessedBase : guessedUser;
  });
}

/** Of what was found, by its evidence: the configuration is for the last build to decide. */
export function evidenceOrigin(evidence: readonly Evidence[], layers: readonly Origin[]): Origin {
  const origins = evidence.map((one) => originOf(one, layers));
  const [first] = origins;
  if (first === undefined) return unknown;
  const guessed = origins.some((origin) => origin.guessed);
  if (origins.every(({ kind }) => kind === first.kind)) return { kind: first.kind, guessed };
  // Something of it is the user's to change.
  return origins.some(({ kind }) => kind === 'user') ? { kind: 'user', guessed } : unknown;
}

function originOf(evidence: Evidence, layers: readonly Origin[]): Origin {
  if (evidence.kind === 'config') return user;
  return evidence.layer === null ? unknown : (layers[evidence.layer] ?? unknown);
}

/** Layers of the base image; null where the history does not tell, or all of it would be the base. */
function guessBaseLayers(config: ImageConfig): number | null {
  const { history } = config;
  const aligned = alignHistory(config);
  const end = lastCommandBeforeGap(history) ?? firstCommandOfRoot(history) ?? changeToBuildKit(history) ?? lastLongGap(history);
  if (end === null) return null;
  const ofBase = new Set(history.slice(0, end));
  const layers = aligned.filter((record) => record !== null && ofBase.has(record)).length;
  const isPrefix = aligned.slice(0, layers).every((record) => record !== null && ofBase.has(record));
  return isPrefix && layers > 0 && layers < aligned.length ? layers : null;
}

/** Records of the base where it ends with what it would start, and was built well before the rest. */
function lastCommandBeforeGap(history: readonly HistoryRecord[]): number | null {
  for (let at = history.length - 1; at > 0; at--) {
    if (endsWithCommand(history, at) && gapBefore(history, at) >= leastGapMilliseconds) return at;
  }
  return null;
}

/** A root file system and its command at the very start, as distributions publish them, with something on top. */
function firstCommandOfRoot(history: readonly HistoryRecord[]): number | null {
  const [first, second] = history;
  const isRoot = first !== undefined && !first.emptyLayer && /^(?:ADD |#|COPY rootfs)/.test(formatInstruction(first.createdBy));
  return isRoot && second?.emptyLayer === true && history.length > 2 && endsWithCommand(history, 2) ? 2 : null;
}

/** Records in the way of another builder, and then, to the end, those of BuildKit: nobody changes the builder in the middle of a build. */
function changeToBuildKit(history: readonly HistoryRecord[]): number | null {
  const before = history.findLastIndex((record) => !isOfBuildKit(record));
  return before >= 0 && before < history.length - 1 && !history.slice(0, before).some(isOfBuildKit) ? before + 1 : null;
}

/** https://github.com/moby/buildkit/blob/v0.12.0/frontend/dockerfile/dockerfile2llb/convert.go : it signs every record. */
function isOfBuildKit({ comment }: HistoryRecord): boolean {
  return comment?.startsWith('buildkit.') === true;
}

/** The longest pause, as long as it is one: cached layers of one build may be older than the rest of it. */
function lastLongGap(history: readonly HistoryRecord[]): number | null {
  let longest: number | null = null;
  for (let at = 1; at < history.length; at++) {
    const gap = gapBefore(history, at);
    if (gap >= leastGapMilliseconds && gap >= (longest === null ? 0 : gapBefore(history, longest))) longest = at;
  }
  return longest;
}

/** Whether the record before is the CMD or ENTRYPOINT that a Dockerfile ends with, and the next begins another one. */
function endsWithCommand(history: readonly HistoryRecord[], at: number): boolean {
  return isCommand(history[at - 1]!) && !isCommand(history[at]!);
}

function isCommand(record: HistoryRecord): boolean {
  return record.emptyLayer && /^(?:CMD|ENTRYPOINT)\b/.test(formatInstruction(record.createdBy));
}

/** Milliseconds; 0 where a time is missing, or the builder gave all records the same. */
function gapBefore(history: readonly HistoryRecord[], at: number): number {
  const [before, after] = [history[at - 1]!.created, history[at]!.created].map((time) => (time === null ? Number.NaN : Date.parse(time)));
  const gap = after! - before!;
  return Number.isFinite(gap) && before! > 0 ? gap : 0;
}
