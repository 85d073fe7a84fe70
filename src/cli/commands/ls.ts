import { type Command, Option } from 'commander';
import { parseByteSize } from '../../model/byte-size.ts';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument, imageDescription, parseLayer } from '../image-options.ts';
import type { ListingFormat } from '../list-image.ts';

const text: CommandText = {
  name: 'ls',
  usage: 'IMAGE [PATH] [options]',
  summary: 'the files that a container sees, or those of one layer',
  description:
    'Lists what a container sees at a path and below it, with the layer that wrote it (L0 is the base), in the order of the bytes of the paths.',
  examples: [
    ['flense ls image.tar', 'everything'],
    ['flense ls image.tar /usr --min-size 10MB', 'the large files below /usr'],
    ["flense ls image.tar --glob '*.pyc'", 'by name'],
    ['flense ls image.tar --layer 3 --changed', 'what layer 3 did'],
    ['flense ls image.tar --format json', 'for a program'],
  ],
};

const formats: readonly ListingFormat[] = ['text', 'json'];

type Options = ImageOptions & {
  readonly layer?: number;
  readonly changed?: true;
  readonly minSize: number;
  readonly glob?: string;
  readonly format: ListingFormat;
};

export function lsCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument(imageArgument, imageDescription)
    .argument('[PATH]', 'a file or a directory in the image', '/')
    .addOption(new Option('--layer <N>', 'the entries of this layer alone, whiteouts too; 0 is the base').argParser(parseLayer))
    .option('--changed', 'with --layer: what the layer added (+), modified (~) and removed (-)')
    .addOption(new Option('--min-size <SIZE>', 'only what is at least this large: 10MB, 64MiB').argParser(parseMinSize).default(0, 'all'))
    .option('--glob <PATTERN>', 'only what matches: *.so anywhere, /etc/**/*.conf')
    .addOption(new Option('-f, --format <FORMAT>', 'how').choices(formats).default('text'));
  return addImageOptions(command).action(async (reference: string, path: string, { layer, changed, glob, ...options }: Options) => {
    const { listImage } = await import('../list-image.ts');
    await listImage(reference, { ...options, path, layer: layer ?? null, isChanged: changed === true, glob: glob ?? null }, host);
  });
}

function parseMinSize(text: string): number {
  return parseByteSize(text, '--min-size');
}
