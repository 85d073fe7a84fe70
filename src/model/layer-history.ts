import type { HistoryRecord, ImageConfig } from './image-config.ts';
import { formatInstruction } from './instruction.ts';

/** Instructions that only change the configuration. WORKDIR is none of them: it makes its directory. */
const layerless: ReadonlySet<string> = new Set([
  'ARG',
  'CMD',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
]);

/**
 * The build step of each layer, null where nobody can know. Where a builder wrote another number of steps than of layers, those
 * that cannot make a layer are left out, and the rest is aligned from the end: the newest records are the likeliest to be right.
 */
export function alignHistory(config: Pick<ImageConfig, 'diffIds' | 'history'>): readonly (HistoryRecord | null)[] {
  const count = config.diffIds.length;
  const claimed = config.history.filter((record) => !record.emptyLayer);
  const records = claimed.length > count ? claimed.filter((record) => !isLayerless(record)) : claimed;
  const surplus = records.length - count;
  return config.diffIds.map((_, index) => records[index + surplus] ?? null);
}

/** Whether a step only changes the configuration, by its instruction. */
export function isLayerless(record: Pick<HistoryRecord, 'createdBy'>): boolean {
  const [instruction = ''] = formatInstruction(record.createdBy).split(' ', 1);
  return layerless.has(instruction);
}
