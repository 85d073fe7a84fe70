import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { Behaviour } from './slimmed/app.ts';
import { apps } from './slimmed/apps.ts';
import { buildApp } from './slimmed/build-app.ts';
import { generatedDifferences } from './slimmed/generated-differences.ts';
import { importAlpine } from './slimmed/import-alpine.ts';
import { leftOver } from './slimmed/left-over.ts';
import { restrictedOptions } from './slimmed/restricted.ts';
import { runApp } from './slimmed/run-app.ts';
import { formatSlimTable, type SlimRow, timesTraced } from './slimmed/slim-table.ts';
import { type Touched, traceApp } from './slimmed/trace-app.ts';
import { type DockerEngine, startDockerEngine } from './support/docker-engine.ts';
import { importDebian } from './support/import-debian.ts';
import { run } from './support/run.ts';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** `FLENSE_APPS=redis,perl` runs those alone, and then holds no medians against the targets. */
const chosen = process.env['FLENSE_APPS']?.split(',') ?? null;
const tested = apps.filter(({ name }) => chosen === null || chosen.some((part) => name.includes(part)));

let scratch: string;
let engine: DockerEngine;
const rows = new Map<string, SlimRow>();

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'flense-slimmed-'));
  engine = await startDockerEngine(join(scratch, 'engine'));
  await importDebian(engine, inject('sharedDirectory'));
  await importAlpine(engine);
});

afterAll(async () => {
  await engine?.stop();
  await run('rm', ['-rf', '--one-file-system', scratch]);
  process.stdout.write(`\n${formatSlimTable([...rows.values()])}\n`);
});

describe('a real application does the same after it was slimmed', () => {
  it.concurrent.each(tested.map((app, i) => ({ ...app, i })))('$name', async ({ i, ...app }) => {
    const tags = { before: `app-${i}:before`, after: `app-${i}:after`, other: `app-${i}:other`, built: `app-${i}:built` };
    const directory = join(scratch, `app-${i}`);
    mkdirSync(directory);
    let row: SlimRow = { name: app.name, beforeBytes: null, afterBytes: null, tracedBytes: null, runs: false };
    if (app.without !== undefined) row = { ...row, without: app.without.reason };
    rows.set(app.name, row);
    const note = (more: Partial<SlimRow>): void => {
      row = { ...row, ...more };
      rows.set(app.name, row);
    };
    try {
      await buildApp(engine, app, join(directory, 'context'), tags.before);
      const before = await runApp(engine, tags.before, app.check);
      expect(before.output).toMatch(app.check.expected);
      const touched = await traceApp(engine, tags.before, app.check, directory);
      note({ beforeBytes: await sizeOf(tags.before), tracedBytes: touched.reduce((sum, { bytes }) => sum + bytes, 0) });
      const plan = await slim(tags.before, tags.after, directory);
      note({ afterBytes: await sizeOf(tags.after) });
      const after = await runApp(engine, tags.after, app.check);
      note({ runs: isSame(before, after) });
      expect(after).toEqual(before);
      // Who may need root as far as the image tells, and does not, is told so by who knows it.
      const other = plan.user.uid === 0 ? await slim(tags.before, tags.other, directory, '--user', 'nonroot') : plan;
      const otherTag = other === plan ? tags.after : tags.other;
      expect(await runApp(engine, otherTag, app.check, restrictedOptions(other))).toEqual(before);
      expect(untold(touched, plan).filter((path) => app.without?.paths.test(path) !== true)).toEqual([]);
      expect([...(await leftOver(engine, tags.after))].filter((kind) => app.needs?.includes(kind) !== true)).toEqual([]);
      const generated = { slimTag: tags.after, builtTag: tags.built, dockerfile: await dockerfileFor(tags.before, directory) };
      expect(await generatedDifferences(engine, generated, directory)).toEqual([]);
      expect(await runApp(engine, tags.built, app.check)).toEqual(before);
      expect(timesTraced(row)).toBeLessThanOrEqual(3);
    } finally {
      await engine.tryDocker(['rmi', '--force', ...Object.values(tags)]);
      await run('rm', ['-rf', '--one-file-system', directory]);
    }
  });

  it.skipIf(chosen !== null)('is at most twice as large as what a trace of it touched, in the median', () => {
    const times = [...rows.values()].map(timesTraced).sort((a, b) => a - b);
    expect(rows.size).toBe(apps.length);
    expect(times[times.length >> 1]).toBeLessThanOrEqual(2);
  });
});

/** @returns the plan that was followed */
async function slim(from: string, to: string, directory: string, ...options: readonly string[]): Promise<Plan> {
  const plan = join(directory, options.length === 0 ? 'plan.json' : 'other-plan.json');
  await flense(['slim', `docker:${from}`, '--output', `docker:${to}`, '--save-plan', plan, ...options], directory);
  return JSON.parse(readFileSync(plan, 'utf8')) as Plan;
}

function dockerfileFor(from: string, directory: string): Promise<string> {
  return flense(['dockerfile', `docker:${from}`, '--plan', join(directory, 'plan.json')], directory);
}

async function flense(args: readonly string[], directory: string): Promise<string> {
  const env = { ...process.env, DOCKER_HOST: engine.host, XDG_CACHE_HOME: join(directory, 'cache') };
  return (await run(process.execPath, [main, ...args, '--quiet'], { env })).toString('utf8');
}

async function sizeOf(tag: string): Promise<number> {
  return Number((await engine.docker(['image', 'inspect', '--format', '{{.Size}}', tag])).toString('utf8'));
}

function isSame(a: Behaviour, b: Behaviour): boolean {
  return a.status === b.status && a.output === b.output;
}

/** What the program touched and the plan drops without a word about it, or about the directory that it is in. */
function untold(touched: readonly Touched[], { files, made, warnings }: Plan): readonly string[] {
  const known = new Set([...files, ...made].map(({ path }) => path));
  const warned = new Set(warnings.map(({ path }) => path));
  const isTold = (path: string): boolean => known.has(path) || warned.has(path) || warned.has(posix.dirname(path));
  return touched.map(({ path }) => Buffer.from(path, 'latin1').toString('utf8')).filter((path) => !isTold(path));
}
