import type { Inspection, InspectOptions } from '../inspect.ts';
import { cacheDirectory } from '../layer/index-cache.ts';
import { type Look, look } from '../look.ts';
import type { Host } from './host.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';
import { showProgress } from './progress.ts';
import { tell } from './tell.ts';

/** Options of the command, and of its own doing whether it will read contents of files, too. */
type LookOptions = ImageOptions & { readonly rereads?: boolean };

/** Reads an image, showing progress on stderr, and closes it after `use`. */
export function withInspection<T>(
  reference: string,
  options: LookOptions,
  host: Host,
  use: (inspection: Inspection) => T | Promise<T>,
): Promise<T> {
  return withLook(reference, options, host, ({ inspect }) => inspect(), use);
}

/** Opens an image and closes it after `use`; progress is shown on stderr while `read` gets out of it what is wanted. */
export async function withLook<R, T>(
  reference: string,
  options: LookOptions,
  host: Host,
  read: (opened: Look) => Promise<R>,
  use: (wanted: R, opened: Look) => T | Promise<T>,
): Promise<T> {
  const progress = showProgress(host, options.quiet === true);
  let opened: Look | null = null;
  try {
    opened = await openLook(reference, options, host, { onImage: () => {}, onArrival: progress.arrive, onProgress: progress.start });
    const wanted = await read(opened);
    progress.end();
    host.signal.throwIfAborted();
    return await use(wanted, opened);
  } finally {
    progress.end();
    opened?.close();
  }
}

/** The caller closes what comes of it. */
export function openLook(
  reference: string,
  options: LookOptions,
  host: Host,
  told: Pick<InspectOptions, 'onImage' | 'onArrival' | 'onProgress'>,
): Promise<Look> {
  return look(reference, host.loadAnalyzers, {
    platform: options.platform ?? null,
    image: options.image ?? null,
    limits: limitsOf(options),
    verify: options.verify === true,
    cacheDirectory: options.cache ? cacheDirectory(host.environment, host.homeDirectory) : null,
    build: host.build,
    threads: host.threads,
    temporaryDirectory: host.temporaryDirectory,
    environment: host.environment,
    homeDirectory: host.homeDirectory,
    rereads: options.rereads === true,
    insecure: options.insecure === true,
    signal: host.signal,
    ...told,
  });
}

/** For commands whose output has no place for warnings. */
export function tellWarnings({ warnings }: Pick<Inspection, 'warnings'>, options: ImageOptions, host: Host): void {
  if (options.quiet === true) return;
  for (const warning of warnings) tell(host, `warning: ${warning}`);
}
