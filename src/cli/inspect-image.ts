import type { Inspection } from '../inspect.ts';
import { batched } from '../report/batched.ts';
import { bigFiles } from '../report/big-files.ts';
import { diveJsonParts } from '../report/dive-json.ts';
import { jsonParts } from '../report/json.ts';
import { renderText } from '../report/text.ts';
import type { TextStyle } from '../report/text-style.ts';
import type { Host } from './host.ts';
import type { ImageOptions } from './image-options.ts';
import { styleFor } from './terminal-style.ts';
import { tellWarnings, withInspection } from './with-inspection.ts';
import { writeFile } from './write-file.ts';
import { writeOutput } from './write-output.ts';

export type ReportFormat = 'text' | 'json' | 'dive-json';

export type InspectImageOptions = ImageOptions & {
  readonly format: ReportFormat;
  /** null: standard output. */
  readonly output: string | null;
};

const bigFileCount = 8;

export async function inspectImage(reference: string, options: InspectImageOptions, host: Host): Promise<void> {
  const { color, format, output } = options;
  await withInspection(reference, options, host, async (inspection) => {
    const style = styleFor(output === null ? host.stdout : {}, color, host);
    const parts = batched(reportParts(inspection, format, style));
    await (output === null ? writeOutput(host.stdout, parts, host.signal) : writeFile(output, parts, host.signal));
    if (format !== 'text') tellWarnings(inspection, options, host);
  });
}

function reportParts(inspection: Inspection, format: ReportFormat, style: TextStyle): Iterable<string> {
  const { report, image, tree, warnings } = inspection;
  switch (format) {
    case 'text':
      return [renderText({ report, names: image.names, bigFiles: bigFiles(tree, bigFileCount), warnings }, style)];
    case 'json':
      return jsonParts(report);
    case 'dive-json':
      return diveJsonParts(image, inspection.dive());
  }
}
