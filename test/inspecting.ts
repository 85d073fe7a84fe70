import type { Analyzer } from '../src/analyze/analyzer.ts';
import type { Inspection, InspectOptions } from '../src/inspect.ts';
import { inspect } from '../src/look.ts';
import { defaultLimits } from '../src/model/limits.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

/** Inspects as if on an amd64 machine, without threads and without a cache, unless told otherwise. */
export function inspecting(
  reference: string,
  options: Partial<InspectOptions> = {},
  analyzers: readonly Analyzer[] = [],
): Promise<Inspection> {
  return inspect(reference, analyzers, inspectOptions(options));
}

export function inspectOptions(options: Partial<InspectOptions> = {}): InspectOptions {
  return {
    platform: { os: 'linux', architecture: 'amd64' },
    image: null,
    limits: defaultLimits,
    verify: false,
    cacheDirectory: null,
    build: null,
    threads: 0,
    temporaryDirectory: temporaryDirectory(),
    environment: {},
    homeDirectory: temporaryDirectory(),
    insecure: false,
    signal: new AbortController().signal,
    onImage: () => {},
    rereads: false,
    onArrival: () => {},
    onProgress: () => {},
    ...options,
  };
}
