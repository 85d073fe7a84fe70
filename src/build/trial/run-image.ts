import { setTimeout as delay } from 'node:timers/promises';
import type { ImageTree } from '../../filesystem/image-tree.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import { hasSecret } from '../../model/secrets/line-secrets.ts';
import type { Probe, ProbeAnswer, TrialRun } from '../../model/trial.ts';
import {
  type ContainerOutput,
  containerOutput,
  containerState,
  createContainer,
  removeContainer,
  startContainer,
} from '../../source/engine/containers.ts';
import type { Engine } from '../../source/engine/engine.ts';
import { listeningPorts } from './listening-ports.ts';
import { portsCommand, probeCommand } from './probe-tool.ts';

export type TrialOptions = {
  readonly probes: readonly Probe[];
  /** How long each may run. */
  readonly seconds: number;
  readonly signal: AbortSignal;
};

/** The original, whose programs look at both from within their network. */
export type Prober = { /** What the engine calls it. */ readonly name: string; readonly tree: ImageTree; readonly config: RuntimeConfig };

const maxOutputBytes = 1_048_576;
const pollMilliseconds = 200;

/** Starts an image as it is, without a network and without more rights than any container has, and looks at what it does. */
export async function runImage(engine: Engine, name: string, prober: Prober, options: TrialOptions): Promise<TrialRun> {
  const { signal, seconds } = options;
  // A plan leaves the secrets of the original to whoever starts a container, which is us.
  const env = prober.config.env.filter(hasSecret);
  const id = await createContainer(engine, { image: name, network: 'none', command: null, user: null, env }, signal);
  try {
    await startContainer(engine, id, signal);
    let exitCode = await untilExit(engine, id, seconds, signal);
    const ports = exitCode === null ? await portsOf(engine, id, prober, options) : [];
    const answers =
      exitCode === null ? await ask(engine, id, ports ?? [], prober, options) : options.probes.map(({ text }) => noAnswer(text));
    const state = await containerState(engine, id, signal);
    exitCode = state.isRunning ? null : state.exitCode;
    return { exitCode, ...(await containerOutput(engine, id, maxOutputBytes, signal)), ports, answers };
  } finally {
    await removeContainer(engine, id);
  }
}

/** null where it is still running. */
async function untilExit(engine: Engine, id: string, seconds: number, signal: AbortSignal): Promise<number | null> {
  const deadline = performance.now() + seconds * 1_000;
  for (;;) {
    const { isRunning, exitCode } = await containerState(engine, id, signal);
    if (!isRunning) return exitCode;
    if (performance.now() >= deadline) return null;
    await delay(pollMilliseconds, undefined, { signal });
  }
}

async function portsOf(engine: Engine, id: string, prober: Prober, options: TrialOptions): Promise<readonly number[] | null> {
  const command = portsCommand(prober.tree, prober.config);
  return command === null ? null : listeningPorts((await beside(engine, id, command, prober, options)).stdout);
}

async function ask(
  engine: Engine,
  id: string,
  ports: readonly number[],
  prober: Prober,
  options: TrialOptions,
): Promise<readonly ProbeAnswer[]> {
  const answers: ProbeAnswer[] = [];
  for (const probe of options.probes) {
    const port = probe.port ?? ports[0] ?? exposedPort(prober.config);
    const command = port === null ? null : probeCommand(prober.tree, prober.config, probe, port);
    answers.push(command === null ? noAnswer(probe.text) : parseAnswer(probe, (await beside(engine, id, command, prober, options)).stdout));
  }
  return answers;
}

/** Runs a program of the original in the network of a container, and in nothing else of it. */
async function beside(
  engine: Engine,
  id: string,
  command: readonly string[],
  { name }: Prober,
  { signal }: TrialOptions,
): Promise<ContainerOutput> {
  const helper = await createContainer(engine, { image: name, network: `container:${id}`, command, user: null }, signal);
  try {
    await startContainer(engine, helper, signal);
    await untilExit(engine, helper, probeSeconds, signal);
    return await containerOutput(engine, helper, maxOutputBytes, signal);
  } finally {
    await removeContainer(engine, helper);
  }
}

const probeSeconds = 15;

function exposedPort({ exposedPorts }: RuntimeConfig): number | null {
  const port = exposedPorts.map((text) => /^(\d{1,5})(?:\/tcp)?$/.exec(text)?.[1]).find((found) => found !== undefined);
  return port === undefined ? null : Number(port);
}

function noAnswer(probe: string): ProbeAnswer {
  return { probe, status: null, body: '' };
}

function parseAnswer({ text }: Probe, answer: string): ProbeAnswer {
  const status = /^HTTP\/[\d.]+ (\d{3})/.exec(answer)?.[1];
  if (status === undefined) return noAnswer(text);
  const head = /\r?\n\r?\n/.exec(answer);
  return { probe: text, status: Number(status), body: head === null ? '' : answer.slice(head.index + head[0].length) };
}
