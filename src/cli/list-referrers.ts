import { cacheDirectory } from '../layer/index-cache.ts';
import { renderReferrersJson } from '../report/referrers-json.ts';
import { renderReferrersText } from '../report/referrers-text.ts';
import { readReferrers } from '../source/registry/read-referrers.ts';
import { storeDirectory } from '../source/store/store-directory.ts';
import type { Host } from './host.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';
import { tell } from './tell.ts';
import { styleFor } from './terminal-style.ts';
import { writeOutput } from './write-output.ts';

export type ReferrersFormat = 'text' | 'json';

export type ListReferrersOptions = ImageOptions & {
  /** null: of any type. */
  readonly artifactType: string | null;
  readonly format: ReferrersFormat;
};

export async function listReferrers(reference: string, options: ListReferrersOptions, host: Host): Promise<void> {
  const { environment, homeDirectory, temporaryDirectory, signal } = host;
  const { referrers, warnings } = await readReferrers(reference, {
    platform: options.platform ?? null,
    insecure: options.insecure === true,
    limits: limitsOf(options),
    storeDirectory: options.cache ? storeDirectory(cacheDirectory(environment, homeDirectory)) : null,
    environment,
    homeDirectory,
    temporaryDirectory,
    signal,
  });
  const { artifactType } = options;
  const wanted = referrers.referrers.filter((referrer) => artifactType === null || referrer.artifactType === artifactType);
  const shown = { ...referrers, referrers: wanted };
  const output =
    options.format === 'json' ? renderReferrersJson(shown) : renderReferrersText(shown, styleFor(host.stdout, options.color, host));
  await writeOutput(host.stdout, [output], signal);
  if (options.quiet !== true) for (const warning of warnings) tell(host, `warning: ${warning}`);
}
