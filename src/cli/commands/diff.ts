import { type Command, Option } from 'commander';
import { InspectError } from '../../model/errors.ts';
import { type Platform, parsePlatform } from '../../model/platform.ts';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { DiffFormat } from '../diff-image.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions } from '../image-options.ts';

const text: CommandText = {
  name: 'diff',
  usage: 'A [B] [options]',
  summary: 'what differs between two images',
  description:
    'Says what B has that A has not, and the other way round: files (by kind, size, content, mode, owner and link; not by time, which every build sets anew), bytes by directory and package, package versions, the configuration, and what somebody who has A pulls for B.',
  examples: [
    ['flense diff registry:example.org/app:1 registry:example.org/app:2', 'two releases'],
    ['flense diff old.tar new.tar --format json -o diff.json', 'for a program'],
    ['flense diff old.tar new.tar --exit-code -q', 'ends with 1 where something differs'],
    ['flense diff oci:build --platforms linux/amd64,linux/arm64', 'two platforms of one image'],
    ['flense diff saved.tar --images app:1,app:2', 'two images of one archive'],
  ],
};

const formats: readonly DiffFormat[] = ['text', 'json', 'markdown', 'html'];

type Platforms = readonly [Platform, Platform];

type Options = ImageOptions & {
  readonly format: DiffFormat;
  readonly output?: string;
  readonly exitCode?: true;
  readonly platforms?: Platforms;
  readonly images?: readonly [string, string];
};

export function diffCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument('A', 'the image before, named as for every command')
    .argument('[B]', 'the image after; with --platforms or --images it may be left out, and is A')
    .addOption(new Option('-f, --format <FORMAT>', 'how').choices(formats).default('text'))
    .option('-o, --output <FILE>', 'where to, instead of standard output; what was there is replaced')
    .option('--exit-code', 'end with 1 where files, packages or the configuration differ')
    .addOption(new Option('--platforms <P,Q>', 'which platform of A, and which of B').argParser(parsePlatforms))
    .addOption(new Option('--images <X,Y>', 'which image of the archive A, and which of B').argParser(parseImages));
  return addImageOptions(command).action(async (before: string, after: string | undefined, options: Options) => {
    const { diffImage } = await import('../diff-image.ts');
    const { output, exitCode, platforms, platform, images, image, ...rest } = options;
    if (after === undefined && platforms === undefined && images === undefined)
      throw new InspectError('usage', 'expected a second image, or two of the first by --platforms or --images, got neither');
    const both = {
      platforms: platforms ?? ([platform ?? null, platform ?? null] as const),
      images: images ?? ([image ?? null, image ?? null] as const),
    };
    await diffImage(before, after ?? before, { ...rest, ...both, output: output ?? null, exitCode: exitCode === true }, host);
  });
}

function parsePlatforms(value: string): Platforms {
  const [first, second] = parsePair(value, '--platforms: expected two like linux/amd64,linux/arm64');
  return [parsePlatform(first), parsePlatform(second)];
}

function parseImages(value: string): readonly [string, string] {
  return parsePair(value, '--images: expected two names like app:1,app:2');
}

function parsePair(value: string, expected: string): readonly [string, string] {
  const [first = '', second = '', ...others] = value.split(',');
  if (first !== '' && second !== '' && others.length === 0) return [first, second];
  throw new InspectError('usage', `${expected}, got ${JSON.stringify(value)}`);
}
