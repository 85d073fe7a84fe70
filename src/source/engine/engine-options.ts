import type { Arrival, ArrivingLayers } from '../../model/image.ts';
import type { Limits } from '../../model/limits.ts';
import type { Platform } from '../../model/platform.ts';

/** What an image of an engine is read with; as for any source. */
export type EngineOptions = {
  /** null: what the engine would run. */
  readonly platform: Platform | null;
  readonly limits: Limits;
  readonly layers: ArrivingLayers;
  /** Whether contents of files will be read, too: the image is then saved once, to where it can be read again. */
  readonly rereads: boolean;
  /** The engine begins to save the image, perhaps once more. */
  readonly onArrival: (arrival: Arrival) => void;
  readonly temporaryDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  /** Where it is noted what an image turned out to be; null: nowhere. */
  readonly storeDirectory: string | null;
  readonly signal: AbortSignal;
};
