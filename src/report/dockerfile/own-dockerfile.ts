import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { InspectError } from '../../model/errors.ts';
import { cacheMounts } from './cache-mounts.ts';
import { commentLines } from './comment-lines.ts';
import type { StageNames } from './dockerfile-input.ts';

/** The user's own Dockerfile, made ready for a production stage after it. */
export type OwnDockerfile = {
  /** All of it; the last stage has a name. */
  readonly text: string;
  /** Of its last stage. */
  readonly stageName: string;
  /** The same with cache mounts, and with remedies as comments above the instructions that they are for. */
  readonly advisedText: string;
  /** Names that it leaves free. */
  readonly stages: StageNames;
};

/** What an instruction should do otherwise: the instruction as the image's history has it, and why. */
export type InstructionRemedy = { readonly instruction: string; readonly text: string };

const maxBytes = 1_048_576;

/** @throws InspectError `usage` or `unsupported` for what no production stage can be put after */
export function ownDockerfile(text: string, where: string, remedies: readonly InstructionRemedy[]): OwnDockerfile {
  if (text.length > maxBytes)
    throw new InspectError('limit', `${where}: expected a Dockerfile of at most ${maxBytes} bytes, got ${text.length}`);
  const dockerfile = DockerfileParser.parse(text);
  if (dockerfile.getEscapeCharacter() !== '\\') {
    throw new InspectError('unsupported', `${where}: expected a Dockerfile whose escape character is the backslash, got one with another`);
  }
  const froms = dockerfile.getFROMs();
  const last = froms.at(-1);
  if (last === undefined) throw new InspectError('usage', `${where}: expected a Dockerfile, got no FROM instruction`);
  const taken = new Set(froms.map((from) => from.getBuildStage()?.toLowerCase() ?? ''));
  const stageName = last.getBuildStage() ?? freeName('app', taken);
  const lines = text.replace(/\r\n/g, '\n').trimEnd().split('\n');
  if (last.getBuildStage() === null) lines[last.getRange().end.line] += ` AS ${stageName}`;
  taken.add(stageName.toLowerCase());
  const stages = { build: freeName('build', taken), production: freeName('production', taken), debug: freeName('debug', taken) };
  const advised = advise(lines, dockerfile.getInstructions(), remedies);
  return { text: lines.join('\n'), stageName, advisedText: advised.join('\n'), stages };
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let at = 0; ; at++) {
    const candidate = at === 0 ? name : `${name}-${at + 1}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function advise(lines: readonly string[], instructions: readonly Instruction[], remedies: readonly InstructionRemedy[]): readonly string[] {
  const advised = lines.map((line) => [line]);
  for (const instruction of instructions) {
    const at = instruction.getRange().start.line;
    const own = remedies.filter((remedy) => isSame(remedy.instruction, instruction));
    const comments = [...new Set(own.map(({ text }) => text))].flatMap((text) => commentLines(`flense: ${text}`));
    const [line = ''] = lines.slice(at, at + 1);
    const whole = lines.slice(at, instruction.getRange().end.line + 1).join('\n');
    advised[at] = [...comments, isRun(instruction) ? withMounts(line, instruction, whole) : line];
  }
  return advised.flat();
}

function isRun(instruction: Instruction): boolean {
  return instruction.getKeyword() === 'RUN';
}

/** @param whole all lines of the instruction with its flags, as two mounts at one place are an error */
function withMounts(line: string, instruction: Instruction, whole: string): string {
  const taken = new Set([...whole.matchAll(/(?:target|dst|destination)=([^\s,]+)/g)].map(([, target]) => target));
  const mounts = cacheMounts(instruction.getArgumentsContent() ?? '').filter((target) => !taken.has(target));
  const flags = mounts.map((target) => `--mount=type=cache,target=${target},sharing=locked `).join('');
  return line.replace(/^(\s*RUN\s+)/i, (start) => `${start}${flags}`);
}

/** History has one line, without continuations and without flags. */
function isSame(history: string, instruction: Instruction): boolean {
  const own = `${instruction.getKeyword()} ${instruction.getArgumentsContent() ?? ''}`;
  return normal(history) === normal(own);
}

function normal(text: string): string {
  return text
    .replace(/\\\r?\n/g, ' ')
    .replace(/ --mount=\S+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
