import { type Inspection, type InspectOptions, inspect } from '../inspect.ts';
import { cacheDirectory } from '../layer/index-cache.ts';
import type { Host } from './host.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';
import { showProgress } from './progress.ts';
import { tell } from './tell.ts';

/** Reads an image, showing progress on stderr, and closes it after `use`. */
export async function withInspection<T>(
  reference: string,
  options: ImageOptions,
  host: Host,
  use: (inspection: Inspection) => T | Promise<T>,
): Promise<T> {
  const inspection = await read(reference, options, host);
  try {
    host.signal.throwIfAborted();
    return await use(inspection);
  } finally {
    inspection.close();
  }
}

async function read(reference: string, options: ImageOptions, host: Host): Promise<Inspection> {
  const progress = showProgress(host, options.quiet === true);
  try {
    return await readImage(reference, options, host, { onImage: () => {}, onArrival: progress.arrive, onProgress: progress.start });
  } finally {
    progress.end();
  }
}

/** The caller closes what comes of it. */
export async function readImage(
  reference: string,
  options: ImageOptions,
  host: Host,
  told: Pick<InspectOptions, 'onImage' | 'onArrival' | 'onProgress'>,
): Promise<Inspection> {
  return inspect(reference, await host.loadAnalyzers(), {
    platform: options.platform ?? null,
    image: options.image ?? null,
    limits: limitsOf(options),
    verify: options.verify === true,
    cacheDirectory: options.cache ? cacheDirectory(host.environment, host.homeDirectory) : null,
    threads: host.threads,
    temporaryDirectory: host.temporaryDirectory,
    environment: host.environment,
    homeDirectory: host.homeDirectory,
    insecure: options.insecure === true,
    signal: host.signal,
    ...told,
  });
}

/** For commands whose output has no place for warnings. */
export function tellWarnings({ warnings }: Inspection, options: ImageOptions, host: Host): void {
  if (options.quiet === true) return;
  for (const warning of warnings) tell(host, `warning: ${warning}`);
}
