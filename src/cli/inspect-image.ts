import { attachVulnerabilities } from '../analyze/attach-vulnerabilities.ts';
import { withoutSecrets } from '../analyze/redact-report.ts';
import type { Inspection } from '../inspect.ts';
import type { VulnerabilityScan } from '../model/vulnerability.ts';
import { batched } from '../report/batched.ts';
import { bigFiles } from '../report/big-files.ts';
import { diveJsonParts } from '../report/dive-json.ts';
import { jsonParts } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { renderText } from '../report/text.ts';
import type { TextStyle } from '../report/text-style.ts';
import type { Host } from './host.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';
import { readVulnerabilities } from './read-vulnerabilities.ts';
import { styleFor } from './terminal-style.ts';
import { tellWarnings, withInspection } from './with-inspection.ts';
import { writeFile } from './write-file.ts';
import { writeOutput } from './write-output.ts';

export type ReportFormat = 'text' | 'json' | 'markdown' | 'html' | 'dive-json';

export type InspectImageOptions = ImageOptions & {
  readonly format: ReportFormat;
  /** null: standard output. */
  readonly output: string | null;
  /** A file with the report of another tool. */
  readonly vulnerabilities?: string;
  /** A saved plan, which only `html` shows. */
  readonly plan?: string;
};

const bigFileCount = 8;

export async function inspectImage(reference: string, options: InspectImageOptions, host: Host): Promise<void> {
  const { color, format, output, vulnerabilities } = options;
  // Before the image is read, which may take long.
  const scan = vulnerabilities === undefined ? null : readVulnerabilities(vulnerabilities, limitsOf(options));
  await withInspection(reference, options, host, async (plain) => {
    const inspection = scan === null ? plain : withVulnerabilities(plain, scan);
    const style = styleFor(output === null ? host.stdout : {}, color, host);
    const parts = batched(await reportParts(inspection, options, style));
    await (output === null ? writeOutput(host.stdout, parts, host.signal) : writeFile(output, parts, host.signal));
    if (format !== 'text') tellWarnings(inspection, options, host);
  });
}

function withVulnerabilities(inspection: Inspection, scan: VulnerabilityScan): Inspection {
  const { report } = inspection;
  return { ...inspection, report: { ...report, vulnerabilities: attachVulnerabilities(report, scan) } };
}

async function reportParts(inspection: Inspection, options: InspectImageOptions, style: TextStyle): Promise<Iterable<string>> {
  const { report, image, tree, warnings } = inspection;
  switch (options.format) {
    case 'text':
      return [renderText({ report, names: image.names, bigFiles: bigFiles(tree, bigFileCount), warnings }, style)];
    case 'json':
      return jsonParts(report);
    case 'markdown':
      return [renderMarkdown(report, bigFiles(tree, bigFileCount), warnings)];
    case 'html': {
      const { htmlParts } = await import('./html-image.ts');
      return htmlParts(inspection, options.plan ?? null, options);
    }
    case 'dive-json':
      return diveJsonParts(withoutSecrets(image), inspection.dive());
  }
}
