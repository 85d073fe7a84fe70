import { appendFileSync } from 'node:fs';
import { InspectError } from '../model/errors.ts';
import type { GateResult } from '../model/gate-result.ts';
import type { GateAnchors } from '../report/gate-anchors.ts';
import { analyzerTexts } from './gate-analyzers.ts';
import type { Host } from './host.ts';
import { tell } from './tell.ts';
import { styleFor } from './terminal-style.ts';
import { fromWriteError } from './write-error.ts';
import { writeFile } from './write-file.ts';
import { writeOutput } from './write-output.ts';

export const gateFormats = ['text', 'json', 'markdown', 'github', 'sarif', 'junit', 'gitlab'] as const;

export type GateFormat = (typeof gateFormats)[number];

/** A file, and what goes into it. */
export type GateOutput = { readonly format: GateFormat; readonly path: string };

export type GateOutputOptions = {
  readonly format: GateFormat;
  readonly outputs: readonly GateOutput[];
  /** Whether the summary of the job at GitHub gets the Markdown. */
  readonly isSummarised: boolean;
  readonly color: boolean | undefined;
  /** In the first line of the Markdown; null where there is one comment only. */
  readonly marker: string | null;
};

/** `sarif=out.sarif`. @throws InspectError `usage` */
export function parseGateOutput(text: string): GateOutput {
  const at = text.indexOf('=');
  const format = gateFormats.find((known) => known === text.slice(0, Math.max(0, at)));
  if (format !== undefined && at + 1 < text.length) return { format, path: text.slice(at + 1) };
  throw new InspectError('usage', `--output: expected FORMAT=FILE with one of ${gateFormats.join(', ')}; got ${JSON.stringify(text)}`);
}

/** A name that neither ends nor hides a comment of HTML, whoever reads it. @throws InspectError `usage` */
export function parseMarker(text: string): string {
  if (/^[A-Za-z0-9](?:-?[A-Za-z0-9_.:/@+])*$/.test(text) && text.length <= maxMarkerLength) return text;
  throw new InspectError(
    'usage',
    `--marker: expected letters, digits and single signs of -_.:/@+, ${maxMarkerLength} at most; got ${JSON.stringify(text.slice(0, maxMarkerLength))}`,
  );
}

const maxMarkerLength = 100;

/** Writes all that was asked for, also where one of the files cannot be written. @throws InspectError the first that happened */
export async function writeGateOutputs(result: GateResult, anchors: GateAnchors, options: GateOutputOptions, host: Host): Promise<void> {
  const failures: unknown[] = [];
  const attempt = async (write: () => void | Promise<void>): Promise<void> => {
    try {
      await write();
    } catch (error) {
      failures.push(error);
    }
  };
  for (const { format, path } of options.outputs) {
    const text = await render(result, format, anchors, { ...options, color: false }, {}, host);
    await attempt(() => writeFile(path, [text], host.signal));
  }
  const text = await render(result, options.format, anchors, options, host.stdout, host);
  await attempt(() => writeOutput(host.stdout, [text], host.signal));
  if (options.isSummarised) await attempt(async () => appendSummary(await render(result, 'markdown', anchors, options, {}, host), host));
  if (failures.length > 0) throw failures[0];
}

async function render(
  result: GateResult,
  format: GateFormat,
  anchors: GateAnchors,
  { color, marker }: Pick<GateOutputOptions, 'color' | 'marker'>,
  stream: Parameters<typeof styleFor>[0],
  host: Host,
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../report/gate-text.ts')).renderGateText(result, styleFor(stream, color, host));
    case 'json':
      return (await import('../report/gate-json.ts')).renderGateJson(result);
    case 'markdown':
      return (await import('../report/gate-markdown.ts')).renderGateMarkdown(result, marker);
    case 'github':
      return (await import('../report/github-annotations.ts')).renderGithubAnnotations(result, anchors);
    case 'sarif':
      return (await import('../report/sarif.ts')).renderSarif(result, anchors, analyzerTexts(await host.loadAnalyzers()));
    case 'junit':
      return (await import('../report/junit.ts')).renderJunit(result);
    case 'gitlab':
      return (await import('../report/gitlab-code-quality.ts')).renderGitlabCodeQuality(result, anchors);
  }
}

/** Other steps may have written there. */
function appendSummary(markdown: string, host: Host): void {
  const path = host.environment['GITHUB_STEP_SUMMARY'] ?? '';
  try {
    if (path === '') tell(host, 'warning: --step-summary: GITHUB_STEP_SUMMARY is not set');
    else appendFileSync(path, markdown);
  } catch (error) {
    throw fromWriteError(error, path);
  }
}
