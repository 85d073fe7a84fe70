import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { runFlense } from '../cli/run-flense.ts';
import { sample } from '../cli/sample.ts';
import { libc, planOf, program } from './plan-of.ts';

const schema: unknown = JSON.parse(readFileSync(new URL('../../schema/plan.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true }).compile(schema as object);

describe('the schema of plans', () => {
  it.each(['static-nonroot.tar', 'wasteful-app.tar', 'links-and-whiteouts.tar'])('holds for the plan of %s', async (name) => {
    const { status, stdout } = await runFlense(['advise', sample(name), '--format', 'json'], { temporaryDirectory: tmpdir() });
    expect([status, validate(JSON.parse(stdout)), validate.errors]).toEqual([0, true, null]);
  });

  it('holds for a plan with a health check, a volume and a made user', async () => {
    const plan = await planOf({
      layers: [{ ...libc, '/app': program(), '/var/data/': {} }],
      config: {
        Entrypoint: ['/app'],
        Volumes: { '/var/data': {} },
        Healthcheck: { Test: ['CMD', '/app'], Retries: 2 },
        Labels: { a: 'b' },
      },
    });
    expect([validate(plan), validate.errors]).toEqual([true, null]);
  });

  it('refuses what is no plan', async () => {
    const plan = await planOf({ layers: [{ '/app': program() }], config: { Entrypoint: ['/app'] } });
    expect([
      validate({ ...plan, schemaVersion: 2 }),
      validate({ ...plan, base: { kind: 'image' } }),
      validate({ ...plan, more: 1 }),
    ]).toEqual([false, false, false]);
  });
});
