import { type Command, Option } from 'commander';
import { InspectError } from '../model/errors.ts';
import { defaultLimits, type Limits, parseLimit } from '../model/limits.ts';
import { type Platform, parsePlatform } from '../model/platform.ts';

/** Options of every command that reads an image. */
export type ImageOptions = {
  readonly platform?: Platform;
  readonly image?: string;
  readonly verify?: true;
  readonly cache: boolean;
  readonly insecure?: true;
  readonly limit?: Limits;
  readonly color?: boolean;
  readonly quiet?: true;
};

export function limitsOf({ limit }: Pick<ImageOptions, 'limit'>): Limits {
  return limit ?? defaultLimits;
}

export const imageArgument = 'IMAGE';
export const imageDescription =
  'a path, a name (engine, then registry), docker-archive:FILE, oci:DIR[:TAG], oci-archive:FILE[:TAG], docker:NAME or registry:NAME';

export function addImageOptions(command: Command): Command {
  return command
    .addOption(new Option('--platform <PLATFORM>', 'which one of an index: os/arch[/variant]').argParser(parsePlatform))
    .option('--image <NAME>', 'which one of an archive that holds several: a name, a tag or a digest')
    .option('--verify', 'hash everything, and hold each layer against its DiffID')
    .option('--insecure', 'read a registry over plain HTTP, or with a certificate that nobody vouches for')
    .option('--no-cache', 'neither use nor keep layer indexes')
    .addOption(
      new Option('--limit <NAME=NUMBER>', `raise a limit (${Object.keys(defaultLimits).join(', ')}); may be given several times`).argParser(
        raiseLimit,
      ),
    )
    .addOption(new Option('--color', 'colours, also where there is no terminal'))
    .addOption(new Option('--no-color', 'no colours'))
    .option('-q, --quiet', 'neither progress nor warnings');
}

function raiseLimit(text: string, limits: Limits = defaultLimits): Limits {
  return { ...limits, ...parseLimit(text) };
}

/** A whole number of a layer. @throws InspectError `usage` */
export function parseLayer(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InspectError('usage', `--layer: expected the number of a layer, 0 being the base, got ${JSON.stringify(text)}`);
}
