import { type Command, Option } from 'commander';
import type { BudgetFlag } from '../../gate/override-budgets.ts';
import { type BudgetEntry, budgetTable } from '../../model/budget-table.ts';
import { type CommandText, defineCommand } from '../define-command.ts';
import { type GateFormat, type GateOutput, gateFormats, parseGateOutput, parseMarker } from '../gate-outputs.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument, imageDescription } from '../image-options.ts';

const text: CommandText = {
  name: 'ci',
  usage: 'IMAGE [options]',
  summary: 'the gate: holds the image against budgets',
  description:
    'Holds an image against the budgets of .flense.yml, of an existing .dive-ci and of flags, which are the strongest. The exit code is 1 where one is exceeded or cannot be computed. docs/gate.md has each budget; flense init IMAGE writes a file with the figures of today.',
  examples: [
    ['flense ci image.tar', 'with .flense.yml'],
    ['flense ci image.tar --max-size 250MB --fail-on high', 'without a file'],
    ['flense ci image.tar --baseline registry:example.org/app:main --max-growth 5%', 'against another image'],
    ['flense ci image.tar --output sarif=out.sarif --output junit=out.xml', 'several formats at once'],
  ],
};

type Options = ImageOptions & {
  readonly config?: string;
  readonly ciConfig?: string;
  readonly baseline?: string;
  readonly dockerfile?: string;
  readonly format: GateFormat;
  readonly output?: readonly GateOutput[];
  readonly marker?: string;
  readonly stepSummary?: true;
};

export function ciCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument(imageArgument, imageDescription)
    .option('--config <FILE>', 'the budgets, instead of the nearest .flense.yml')
    .option('--ci-config <FILE>', 'rules of dive, instead of .dive-ci')
    .option('--baseline <IMAGE>', 'what growth is measured from: an image, or a report that inspect --format json wrote')
    .option('--dockerfile <FILE>', 'the Dockerfile whose lines results are shown at')
    .addOption(new Option('-f, --format <FORMAT>', 'how, on standard output').choices(gateFormats).default('text'))
    .addOption(
      new Option('-o, --output <FORMAT=FILE>', 'a file besides; may be given several times').argParser<readonly GateOutput[]>(
        (value, outputs) => [...(outputs ?? []), parseGateOutput(value)],
      ),
    )
    .addOption(
      new Option('--marker <TEXT>', 'tells the Markdown of this image from that of others on the same pull request').argParser(parseMarker),
    )
    .option('--step-summary', 'append the Markdown to the summary of the job at GitHub');
  const flags = budgetTable.map((entry) => ({ entry, option: budgetOption(entry) }));
  for (const { option } of flags) command.addOption(option);
  return addImageOptions(command).action(async (reference: string, options: Options) => {
    const { gateImage } = await import('../gate-image.ts');
    const { config, ciConfig, baseline, dockerfile, output, marker, stepSummary, ...rest } = options;
    const more = {
      config: config ?? null,
      ciConfig: ciConfig ?? null,
      baseline: baseline ?? null,
      dockerfile: dockerfile ?? null,
      outputs: output ?? [],
      marker: marker ?? null,
      isSummarised: stepSummary === true,
      flags: givenFlags(command, flags),
    };
    await gateImage(reference, { ...rest, ...more }, host);
  });
}

function budgetOption(entry: BudgetEntry): Option {
  const value = entry.arity === 'by-glob' ? 'GLOB=LIMIT' : entry.form === 'analyzer' ? 'ANALYZER' : 'LIMIT';
  const isRepeated = entry.arity === 'one' ? '' : '; may be given several times';
  const example =
    entry.arity === 'by-glob' ? entry.example.replaceAll("'", '').replace(': ', '=') : entry.example.replace(/^\[|,.*|\]$/g, '');
  return new Option(`${entry.flag} <${value}>`, `${entry.section}.${entry.key}: ${example}${isRepeated}`).argParser<readonly string[]>(
    (given, before) => [...(before ?? []), given],
  );
}

function givenFlags(command: Command, flags: readonly { readonly entry: BudgetEntry; readonly option: Option }[]): readonly BudgetFlag[] {
  return flags.flatMap(({ entry, option }) => {
    const texts = command.getOptionValue(option.attributeName()) as readonly string[] | undefined;
    return texts === undefined ? [] : [{ entry, texts }];
  });
}
