import { textDirectories } from './text-directories.ts';
import { textDive } from './text-dive.ts';
import { textFiles } from './text-files.ts';
import { textFindings } from './text-findings.ts';
import { textImage } from './text-image.ts';
import type { TextInput } from './text-input.ts';
import { textLayers } from './text-layers.ts';
import { textNext } from './text-next.ts';
import type { TextStyle } from './text-style.ts';
import { textVulnerabilities } from './text-vulnerabilities.ts';
import { textWarnings } from './text-warnings.ts';
import { textWaste } from './text-waste.ts';
import { wasteGroups } from './waste-groups.ts';

/** The report for a person at a terminal, the most important first. */
export function renderText(input: TextInput, style: TextStyle): string {
  const { report } = input;
  const groups = wasteGroups(report.waste.items);
  const sections = [
    textImage(report, input.names, style),
    textLayers(report, style),
    textDirectories(report, style),
    textFiles(input.bigFiles, report, style),
    textWaste(report, groups, style),
    textFindings(report, style),
    textVulnerabilities(report, style),
    textWarnings(input.warnings, style),
    textNext(input, groups, style),
    textDive(report.waste.dive, style),
  ];
  const lines = sections.filter((section) => section.length > 0).map((section) => section.join('\n'));
  return `${lines.join('\n\n')}\n`;
}
