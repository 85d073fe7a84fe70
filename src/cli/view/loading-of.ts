import { withoutSecrets } from '../../analyze/redact-report.ts';
import type { IndexProgress } from '../../layer/index-layers.ts';
import type { Arrival, Image } from '../../model/image.ts';
import { formatInstruction } from '../../model/instruction.ts';
import { alignHistory } from '../../model/layer-history.ts';
import type { Loading, LoadingLayer } from '../../tui/session.ts';
import type { LayerClock } from './layer-clock.ts';

/** What is known so far; null until it is. */
export type KnownSoFar = {
  readonly image: Image | null;
  /** Of an engine, which sends the image before anything is known of it. */
  readonly arrival: Arrival | null;
  readonly progress: IndexProgress | null;
};

export function loadingOf(reference: string, { image, arrival, progress }: KnownSoFar, seconds: number, clock: LayerClock): Loading {
  const arrived = arrival === null ? null : { bytes: arrival.arrivedBytes(), expectedBytes: arrival.expectedBytes };
  if (image === null) return { reference, arrived, layers: null, isReading: false, seconds };
  const history = alignHistory(withoutSecrets(image).config);
  const reading = readingOf(progress);
  const layers = image.layers.map(({ index, compressedBytes }): LoadingLayer => {
    const instruction = formatInstruction(history[index]?.createdBy ?? '');
    const known = reading.get(index);
    const read = { storedBytes: compressedBytes ?? 0, readBytes: 0, isCached: false, ...known };
    return { index, instruction, ...read, seconds: clock(index, read.readBytes, seconds) };
  });
  return { reference, arrived, layers, isReading: progress !== null, seconds };
}

type Reading = Pick<LoadingLayer, 'storedBytes' | 'readBytes' | 'isCached'>;

/** By layer. The bytes read have an element for each layer that is not cached only. */
function readingOf(progress: IndexProgress | null): ReadonlyMap<number, Reading> {
  let missing = 0;
  return new Map(
    (progress?.layers ?? []).map(({ layer, storedBytes, isCached }) => {
      const readBytes = isCached ? storedBytes : Math.min(storedBytes || Number.POSITIVE_INFINITY, progress!.readBytes[missing++] ?? 0);
      return [layer.index, { storedBytes, readBytes, isCached }];
    }),
  );
}
