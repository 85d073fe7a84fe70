import { type Command, Option } from 'commander';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument, imageDescription } from '../image-options.ts';
import type { SbomFormat } from '../sbom-image.ts';

const text: CommandText = {
  name: 'sbom',
  usage: 'IMAGE [options]',
  summary: 'the packages, as a bill of materials',
  description:
    'Writes a bill of materials: each package that the image says is installed, where that is said, and the layer that installed it. The time in it is that of SOURCE_DATE_EPOCH where that is set, so that the same image gives the same bytes.',
  examples: [
    ['flense sbom image.tar', 'CycloneDX 1.6'],
    ['flense sbom image.tar --format spdx-json -o image.spdx.json', 'SPDX 2.3, to a file'],
  ],
};

const formats: readonly SbomFormat[] = ['cyclonedx-json', 'spdx-json'];

type Options = ImageOptions & { readonly format: SbomFormat; readonly output?: string };

export function sbomCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument(imageArgument, imageDescription)
    .addOption(new Option('-f, --format <FORMAT>', 'how').choices(formats).default('cyclonedx-json'))
    .option('-o, --output <FILE>', 'where to, instead of standard output; what was there is replaced');
  return addImageOptions(command).action(async (reference: string, { output, ...options }: Options) => {
    const { sbomImage } = await import('../sbom-image.ts');
    await sbomImage(reference, { ...options, output: output ?? null }, host);
  });
}
