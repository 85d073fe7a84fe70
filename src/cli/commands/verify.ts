import { type Command, Option } from 'commander';
import { InspectError } from '../../model/errors.ts';
import { parseProbe } from '../../model/probe-parser.ts';
import type { Probe } from '../../model/trial.ts';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions } from '../image-options.ts';
import type { ProofFormat } from '../verify-images.ts';

const text: CommandText = {
  name: 'verify',
  usage: 'ORIGINAL SLIM [options]',
  summary: 'shows that a slim image still has what its original needs',
  description:
    'Holds a slim image against its original without running either: programs, their loaders, libraries and symbol versions, interpreters of scripts, symlinks, user, certificates, zones and writable directories, and that kept files are the same. What is missing is told with the chain of what needs it, and what was not looked at is named. With --run both are started as well, in containers of the engine without a network and without further rights; where they differ, the original is started once or twice more, and what differs between its own runs is passed over. Exits with 1 where something is missing or different.',
  examples: [
    ['flense verify image.tar slim', 'is everything there?'],
    ['flense verify image.tar slim --plan plan.json', 'also each file of the plan, and the predicted size'],
    ['flense verify docker:app docker:app-slim --format json', 'for a program'],
    ["flense verify docker:app docker:app-slim --run --probe 'GET /health'", 'start both, and compare what they do'],
  ],
};

const formats: readonly ProofFormat[] = ['text', 'json'];

type Options = ImageOptions & {
  readonly format: ProofFormat;
  readonly output?: string;
  readonly plan?: string;
  readonly run?: true;
  readonly probe: readonly Probe[];
  readonly seconds: number;
};

export function verifyCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument('ORIGINAL', 'the image that the slim one stands for, named as for every command')
    .argument('SLIM', 'the slim image')
    .addOption(new Option('-f, --format <FORMAT>', 'how').choices(formats).default('text'))
    .option('-o, --output <FILE>', 'where to, instead of standard output; what was there is replaced')
    .option('--plan <FILE>', 'the plan that the slim image was made from')
    .option('--run', 'also start both in the engine, and compare exit codes, output, ports and answers')
    .addOption(
      new Option('--probe <REQUEST>', "what to ask both: 'GET /health', 'GET :8080/'; may be given several times")
        .argParser(addProbe)
        .default([], ''),
    )
    .addOption(new Option('--seconds <N>', 'how long each may run').argParser(parseSeconds).default(5));
  return addImageOptions(command).action(async (original: string, slim: string, { output, plan, run, probe, ...options }: Options) => {
    const { verifyImages } = await import('../verify-images.ts');
    const paths = { output: output ?? null, plan: plan ?? null };
    await verifyImages(original, slim, { ...options, ...paths, run: run === true, probes: probe }, host);
  });
}

function addProbe(value: string, probes: readonly Probe[]): readonly Probe[] {
  return [...probes, parseProbe(value)];
}

function parseSeconds(value: string): number {
  if (/^\d{1,4}$/.test(value) && Number(value) > 0) return Number(value);
  throw new InspectError('usage', `--seconds: expected a number from 1 to 9999, got ${JSON.stringify(value)}`);
}
