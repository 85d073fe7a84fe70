import { type Command, Option } from 'commander';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument } from '../image-options.ts';
import type { ReferrersFormat } from '../list-referrers.ts';

const text: CommandText = {
  name: 'referrers',
  usage: 'IMAGE [options]',
  summary: 'what is attached to an image in its registry',
  description:
    'Lists what is attached to an image in its registry: signatures, SBOMs, attestations. Of an image for several platforms that is what is attached to all of it; --platform asks for one.',
  examples: [
    ['flense referrers registry.example/app:1.2', 'everything'],
    ['flense referrers registry.example/app:1.2 --platform linux/arm64', 'of one platform'],
    ['flense referrers alpine --artifact-type application/spdx+json --format json', 'of one type, for a program'],
  ],
};

const formats: readonly ReferrersFormat[] = ['text', 'json'];

type Options = ImageOptions & { readonly artifactType?: string; readonly format: ReferrersFormat };

export function referrersCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument(imageArgument, 'a name in a registry: [HOST[:PORT]/]NAME[:TAG|@DIGEST]')
    .option('--artifact-type <TYPE>', 'only what has this type')
    .addOption(new Option('-f, --format <FORMAT>', 'how').choices(formats).default('text'));
  return addImageOptions(command).action(async (reference: string, { artifactType, ...options }: Options) => {
    const { listReferrers } = await import('../list-referrers.ts');
    await listReferrers(reference, { ...options, artifactType: artifactType ?? null }, host);
  });
}
