import { attachVulnerabilities } from '../analyze/attach-vulnerabilities.ts';
import { withoutSecrets } from '../analyze/redact-report.ts';
import type { Inspection } from '../inspect.ts';
import type { Report } from '../model/report.ts';
import type { VulnerabilityScan } from '../model/vulnerability.ts';
import { batched } from '../report/batched.ts';
import { diveJsonParts } from '../report/dive-json.ts';
import { jsonParts } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { renderText } from '../report/text.ts';
import type { TextInput } from '../report/text-input.ts';
import type { TextStyle } from '../report/text-style.ts';
import type { Host } from './host.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';
import { readVulnerabilities } from './read-vulnerabilities.ts';
import { styleFor } from './terminal-style.ts';
import { tellWarnings, withInspection, withLook } from './with-inspection.ts';
import { writeFile } from './write-file.ts';
import { writeOutput } from './write-output.ts';

export type ReportFormat = 'text' | 'json' | 'markdown' | 'html' | 'dive-json';

export type InspectImageOptions = ImageOptions & {
  readonly format: ReportFormat;
  /** null: standard output. */
  readonly output: string | null;
  /** A file with the report of another tool. */
  readonly vulnerabilities?: string;
  /** A saved plan, which only `html` shows, false for none; there it is made where nobody says. */
  readonly plan?: string | false;
};

export async function inspectImage(reference: string, options: InspectImageOptions, host: Host): Promise<void> {
  const { format, vulnerabilities } = options;
  // Before the image is read, which may take long.
  const scan = vulnerabilities === undefined ? null : readVulnerabilities(vulnerabilities, limitsOf(options));
  if (format === 'html' || format === 'dive-json') {
    await withInspection(reference, options, host, async (inspection) => {
      await write(await detailedParts(inspection, scan, options, host), options, host);
      tellWarnings(inspection, options, host);
    });
    return;
  }
  await withLook(
    reference,
    options,
    host,
    ({ summary }) => summary(),
    async ({ report, bigFiles }, { image, warnings }) => {
      const input = { report: withVulnerabilities(report, scan), names: image.names, bigFiles, warnings: warnings() };
      await write(summaryParts(input, format, styleOf(options, host)), options, host);
      if (format !== 'text') tellWarnings(input, options, host);
    },
  );
}

function withVulnerabilities(report: Report, scan: VulnerabilityScan | null): Report {
  return scan === null ? report : { ...report, vulnerabilities: attachVulnerabilities(report, scan) };
}

function styleOf({ output, color }: InspectImageOptions, host: Host): TextStyle {
  return styleFor(output === null ? host.stdout : {}, color, host);
}

function write(parts: Iterable<string>, { output }: InspectImageOptions, host: Host): Promise<void> {
  const chunks = batched(parts);
  return output === null ? writeOutput(host.stdout, chunks, host.signal) : writeFile(output, chunks, host.signal);
}

function summaryParts(input: TextInput, format: 'text' | 'json' | 'markdown', style: TextStyle): Iterable<string> {
  if (format === 'json') return jsonParts(input.report);
  return [format === 'text' ? renderText(input, style) : renderMarkdown(input.report, input.bigFiles, input.warnings)];
}

async function detailedParts(
  inspection: Inspection,
  scan: VulnerabilityScan | null,
  options: InspectImageOptions,
  host: Host,
): Promise<Iterable<string>> {
  if (options.format === 'dive-json') return diveJsonParts(withoutSecrets(inspection.image), inspection.dive());
  const { htmlParts } = await import('./html-image.ts');
  return htmlParts({ ...inspection, report: withVulnerabilities(inspection.report, scan) }, options.plan ?? null, options, host);
}
