import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type BasedApp, basedApps } from './bases/based-apps.ts';
import { buildLookAlike } from './bases/build-look-alike.ts';
import { buildApp } from './slimmed/build-app.ts';
import { generatedDifferences } from './slimmed/generated-differences.ts';
import { runApp } from './slimmed/run-app.ts';
import { type DockerEngine, startDockerEngine } from './support/docker-engine.ts';
import { importDebian } from './support/import-debian.ts';
import { run } from './support/run.ts';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** `FLENSE_BASES=java,nodejs22` runs the rows alone whose name has one of these in it. */
const chosen = process.env['FLENSE_BASES']?.split(',') ?? null;
const rows = basedApps
  .map((based, i) => ({ ...based, i, name: `${based.app.name} on ${based.base.reference}` }))
  .filter(({ name }) => chosen === null || chosen.some((part) => name.includes(part)));

let scratch: string;
let engine: DockerEngine;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'flense-bases-'));
  engine = await startDockerEngine(join(scratch, 'engine'));
  for (const release of ['bookworm', 'trixie'] as const) await importDebian(engine, inject('sharedDirectory'), release);
});

afterAll(async () => {
  await engine?.stop();
  await run('rm', ['-rf', '--one-file-system', scratch]);
});

describe('an application on a small base', () => {
  it.each(rows)('$name', async (based) => {
    const directory = join(scratch, `app-${based.i}`);
    mkdirSync(directory);
    const tags = { before: `based-${based.i}:before`, slim: `based-${based.i}:slim`, built: `based-${based.i}:built` };
    try {
      expect(await differences(based, tags, directory)).toEqual([]);
    } finally {
      await engine.tryDocker(['rmi', '--force', based.base.reference, ...Object.values(tags)]);
      await run('rm', ['-rf', '--one-file-system', directory]);
    }
  });
});

/** Of what the slim image and the one that the generated Dockerfile builds do and have. */
async function differences(
  { app, base, asked, start }: BasedApp,
  tags: Readonly<Record<'before' | 'slim' | 'built', string>>,
  directory: string,
): Promise<readonly string[]> {
  const context = join(directory, 'base');
  mkdirSync(context);
  await app.prepare?.(context);
  await buildLookAlike(engine, base, context);
  await buildApp(engine, app, join(directory, 'context'), tags.before);
  const before = await runApp(engine, tags.before, app.check);
  expect(before.output).toMatch(app.check.expected);
  const dockerfile = await flense(['dockerfile', `docker:${tags.before}`, '--base', asked], directory);
  expect(dockerfile).toMatch(new RegExp(`^FROM ${base.reference}(?: AS \\S+)?$`, 'm'));
  expect(dockerfile).not.toContain('may not run it');
  if (start !== undefined)
    expect(dockerfile.split('\n')).toEqual(expect.arrayContaining([start, expect.stringContaining('in the place of')]));
  await flense(['slim', `docker:${tags.before}`, '--base', asked, '--output', `docker:${tags.slim}`], directory);
  expect(await runApp(engine, tags.slim, app.check)).toEqual(before);
  const found = await generatedDifferences(engine, { slimTag: tags.slim, builtTag: tags.built, dockerfile }, directory);
  expect(await runApp(engine, tags.built, app.check)).toEqual(before);
  return found;
}

async function flense(args: readonly string[], directory: string): Promise<string> {
  const env = { ...process.env, DOCKER_HOST: engine.host, XDG_CACHE_HOME: join(directory, 'cache') };
  return (await run(process.execPath, [main, ...args, '--quiet'], { env })).toString('utf8');
}
