import { type Command, Option } from 'commander';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument, imageDescription } from '../image-options.ts';
import type { ReportFormat } from '../inspect-image.ts';

const text: CommandText = {
  name: 'inspect',
  usage: 'IMAGE [options]',
  summary: 'where the bytes come from, which are wasted, what to change',
  description: 'Says where the bytes of an image come from, which of them are wasted, and what to change.',
  examples: [
    ['flense inspect image.tar', 'for a person'],
    ['flense inspect image.tar --format json -o report.json', 'for a program'],
    ['flense inspect image.tar --format html -o report.html', 'a page with a map, for a browser'],
    ['flense inspect oci:build/image:latest --platform linux/arm64', 'one of several'],
    ['flense inspect image.tar --format dive-json', 'what dive --json writes'],
  ],
};

const formats: readonly ReportFormat[] = ['text', 'json', 'markdown', 'html', 'dive-json'];

type Options = ImageOptions & {
  readonly format: ReportFormat;
  readonly output?: string;
  readonly vulnerabilities?: string;
  readonly plan?: string | false;
};

export function inspectCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument(imageArgument, imageDescription)
    .addOption(new Option('-f, --format <FORMAT>', 'how').choices(formats).default('text'))
    .option('-o, --output <FILE>', 'where to, instead of standard output; what was there is replaced')
    .option('--vulnerabilities <FILE>', 'a JSON report of trivy, grype or osv-scanner, to put to the packages of the image')
    .option('--plan <FILE>', 'a plan that advise --format json wrote, to show with its Dockerfile in --format html instead of a new one')
    .option('--no-plan', 'show no plan in --format html, which makes one and takes as long as advise');
  return addImageOptions(command).action(async (reference: string, { output, ...options }: Options) => {
    const { inspectImage } = await import('../inspect-image.ts');
    await inspectImage(reference, { ...options, output: output ?? null }, host);
  });
}
