import type { Inspection } from '../inspect.ts';
import type { ImageDiff } from '../model/image-diff.ts';
import type { Platform } from '../model/platform.ts';
import { batched } from '../report/batched.ts';
import { renderDiffMarkdown } from '../report/diff-markdown.ts';
import { renderDiffText } from '../report/diff-text.ts';
import { documentParts } from '../report/json.ts';
import type { TextStyle } from '../report/text-style.ts';
import { diffInspections } from './diff-contents.ts';
import type { Host } from './host.ts';
import type { ImageOptions } from './image-options.ts';
import { NegativeResult } from './negative-result.ts';
import { styleFor } from './terminal-style.ts';
import { tellWarnings, withInspection } from './with-inspection.ts';
import { writeFile } from './write-file.ts';
import { writeOutput } from './write-output.ts';

export type DiffFormat = 'text' | 'json' | 'markdown' | 'html';

export type DiffImageOptions = Omit<ImageOptions, 'platform' | 'image'> & {
  readonly format: DiffFormat;
  /** null: standard output. */
  readonly output: string | null;
  /** Ends with 1 where something differs. */
  readonly exitCode: boolean;
  /** Of the image before and the one after; null: the host's. */
  readonly platforms: readonly [before: Platform | null, after: Platform | null];
  /** Of an archive that holds several; null: there is but one. */
  readonly images: readonly [before: string | null, after: string | null];
};

/** @throws InspectError, or NegativeResult where something differs and that was the question */
export async function diffImage(before: string, after: string, options: DiffImageOptions, host: Host): Promise<void> {
  const on = (at: 0 | 1): ImageOptions => {
    const [platform, image] = [options.platforms[at], options.images[at]];
    return { ...options, ...(platform === null ? {} : { platform }), ...(image === null ? {} : { image }) };
  };
  const isSame = await withInspection(before, on(0), host, (old) =>
    withInspection(after, on(1), host, (fresh) => compare(old, fresh, options, host)),
  );
  if (options.exitCode && !isSame) throw new NegativeResult();
}

async function compare(before: Inspection, after: Inspection, options: DiffImageOptions, host: Host): Promise<boolean> {
  const { format, output, color } = options;
  const diff = await diffInspections(before, after, options);
  const style = styleFor(output === null ? host.stdout : {}, color, host);
  const parts = batched(await diffParts(diff, after, format, style));
  await (output === null ? writeOutput(host.stdout, parts, host.signal) : writeFile(output, parts, host.signal));
  for (const inspection of [before, after]) tellWarnings(inspection, options, host);
  return diff.isSame;
}

async function diffParts(diff: ImageDiff, { tree }: Inspection, format: DiffFormat, style: TextStyle): Promise<Iterable<string>> {
  switch (format) {
    case 'text':
      return [renderDiffText(diff, style)];
    case 'json':
      return documentParts(diff);
    case 'markdown':
      return [renderDiffMarkdown(diff)];
    case 'html': {
      const { diffData, diffHead } = await import('../report/html/diff-page.ts');
      const { renderPage } = await import('../report/html/render-page.ts');
      const { readPageScript } = await import('./page-script.ts');
      return renderPage(diffHead(diff), diffData(diff, tree), readPageScript());
    }
  }
}
