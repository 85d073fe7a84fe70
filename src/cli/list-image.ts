import { batched } from '../report/batched.ts';
import { listingJsonParts } from '../report/listing-json.ts';
import { listingTextParts } from '../report/listing-text.ts';
import type { Host } from './host.ts';
import type { ImageOptions } from './image-options.ts';
import { entryFilter, filtered, type ListingQuery, queryEntries } from './query-entries.ts';
import { styleFor } from './terminal-style.ts';
import { tellWarnings, withInspection } from './with-inspection.ts';
import { writeOutput } from './write-output.ts';

export type ListingFormat = 'text' | 'json';

export type ListImageOptions = ImageOptions & ListingQuery & { readonly format: ListingFormat };

export async function listImage(reference: string, options: ListImageOptions, host: Host): Promise<void> {
  const isWanted = entryFilter(options);
  await withInspection(reference, options, host, async (inspection) => {
    const entries = filtered(queryEntries(inspection.tree, options), isWanted);
    const style = styleFor(host.stdout, options.color, host);
    const parts = options.format === 'json' ? listingJsonParts(entries) : listingTextParts(entries, style);
    await writeOutput(host.stdout, batched(parts), host.signal);
    tellWarnings(inspection, options, host);
  });
}
