import { DockerfileParser, type From, type Instruction } from 'dockerfile-ast';
import { InspectError } from '../model/errors.ts';
import { formatInstruction } from '../model/instruction.ts';
import type { ReportLayer } from '../model/report.ts';
import { alignInstructions } from './gate-alignment.ts';

/** Of a file that a person writes. */
const maxCharacters = 1_048_576;
const maxInstructions = 2_000;

/** Those that make a layer; of the others an image's layers say nothing. */
const layered: ReadonlySet<string> = new Set(['ADD', 'COPY', 'RUN', 'WORKDIR']);

/**
 * By layer, the line of the user's Dockerfile that made it, from 1; null where none is like it, as for the layers of a base image.
 * The last stage counts, with the stages that it is built on.
 * @throws InspectError `limit`
 */
export function dockerfileLines(text: string, layers: readonly ReportLayer[]): readonly (number | null)[] {
  if (text.length > maxCharacters) throw new InspectError('limit', `Dockerfile: more than ${maxCharacters} characters`);
  const instructions = DockerfileParser.parse(text).getInstructions();
  if (instructions.length > maxInstructions) throw new InspectError('limit', `Dockerfile: more than ${maxInstructions} instructions`);
  const found = lastStage(instructions).filter((instruction) => layered.has(instruction.getKeyword()));
  const written = found.map((instruction) => `${instruction.getKeyword()} ${instruction.getArgumentsContent() ?? ''}`);
  const made = layers.map(({ createdBy, origin }) => (origin.kind === 'base' && !origin.guessed ? '' : formatInstruction(createdBy)));
  return alignInstructions(made, written).map((index) => (index === null ? null : found[index]!.getRange().start.line + 1));
}

/** The instructions of the last stage, those of the stages that it is FROM in front. */
function lastStage(instructions: readonly Instruction[]): readonly Instruction[] {
  const starts = instructions.flatMap((instruction, i) => (isFrom(instruction) ? [i] : []));
  const stages = starts.map((start, i) => instructions.slice(start, starts[i + 1] ?? instructions.length));
  const chain: (readonly Instruction[])[] = [];
  for (let at = stages.length - 1; at >= 0; at = parentOf(stages, at)) chain.unshift(stages[at]!);
  return chain.flat();
}

/** The index of the stage that a stage is built on, which stands before it; -1 for an image. */
function parentOf(stages: readonly (readonly Instruction[])[], at: number): number {
  const image = from(stages[at]!)?.getImage()?.toLowerCase();
  const name = (stage: readonly Instruction[]): string | undefined => from(stage)?.getBuildStage()?.toLowerCase();
  return image === undefined ? -1 : stages.slice(0, at).findLastIndex((stage) => name(stage) === image);
}

function from([first]: readonly Instruction[]): From | null {
  return first !== undefined && isFrom(first) ? first : null;
}

function isFrom(instruction: Instruction): instruction is From {
  return instruction.getKeyword() === 'FROM';
}
