import { type Command, Option } from 'commander';
import type { LayerCompression } from '../../build/layer-compression.ts';
import { type Platform, parsePlatform } from '../../model/platform.ts';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument, imageDescription } from '../image-options.ts';
import { addPlanOptions, expectPlanAlone, type PlanOptions } from '../plan-options.ts';

const text: CommandText = {
  name: 'slim',
  usage: 'IMAGE -o DEST [options]',
  summary: 'writes the slim image, without an engine and without root',
  description:
    'Writes the production image that advise suggests: an image layout at a path, or oci:DIR[:TAG], oci-archive:FILE[:TAG], docker-archive:FILE[:NAME], docker:NAME (loaded into the engine), registry:NAME (pushed). It is proved before it is written; nothing that exists is replaced without --force. The same image gives the same digest.',
  examples: [
    ['flense slim image.tar -o slim', 'an image layout'],
    ['flense slim docker:app -o docker:app-slim', 'from the engine, and into it'],
    ['flense slim image.tar -o slim --base registry:debian:12-slim', 'on an image instead of scratch'],
    ['flense slim image.tar -o docker-archive:slim.tar:app:slim --plan plan.json', 'from a saved plan'],
  ],
};

const compressions: readonly LayerCompression[] = ['gzip', 'zstd', 'none'];

type Options = Omit<ImageOptions, 'platform'> &
  PlanOptions & {
    readonly platform?: Platform | 'all';
    readonly output: string;
    readonly plan?: string;
    readonly config?: string;
    readonly savePlan?: string;
    readonly compression: LayerCompression;
    readonly force?: true;
    readonly unproven?: true;
  };

export function slimCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument(imageArgument, imageDescription)
    .requiredOption('-o, --output <DEST>', 'where to')
    .option('--plan <FILE>', 'a saved plan, instead of making one; it is built on the base of the plan')
    .option('--save-plan <FILE>', 'also write the plan, whose digest the image carries')
    .addOption(new Option('--compression <FORM>', 'of the layers; zstd needs Node 22.15').choices(compressions).default('gzip'))
    .option('--force', 'replace what is there, also the file of --save-plan')
    .option('--unproven', 'write the image also where its proof fails');
  addImageOptions(addPlanOptions(command, 'scratch'));
  const platform = command.options.find(({ long }) => long === '--platform');
  platform?.argParser((value) => (value === 'all' ? value : parsePlatform(value)));
  if (platform !== undefined) platform.description = 'which one of an index: os/arch[/variant], or all';
  return command.action(async (reference: string, { platform: chosen, plan, config, savePlan, force, unproven, ...options }: Options) => {
    // The base is where the one of the plan is found.
    if (plan !== undefined) expectPlanAlone(command, ['base']);
    const { slimImage } = await import('../slim-image.ts');
    const { withPlanSettings } = await import('../with-plan-settings.ts');
    const merged =
      plan === undefined ? await withPlanSettings(options, config, command, host) : { ...options, base: baseOfPlan(options, command) };
    const one = chosen === undefined || chosen === 'all' ? {} : { platform: chosen };
    const paths = { plan: plan ?? null, savePlan: savePlan ?? null };
    const flags = { allPlatforms: chosen === 'all', force: force === true, unproven: unproven === true };
    await slimImage(reference, { ...merged, ...one, ...paths, ...flags }, host);
  });
}

/** A saved plan is for a base, and has none of what that brings. */
function baseOfPlan({ base }: PlanOptions, command: Command): string {
  return command.getOptionValueSource('base') === 'cli' ? base : 'auto';
}
