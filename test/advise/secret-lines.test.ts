import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { analyzers } from '../../analyzers/index.ts';
import { fakeSecrets } from '../analyzers/fake-secrets.ts';
import { runFlense } from '../cli/run-flense.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { imageFile, planOf, staticProgram } from './plan-of.ts';

const { stripe, awsKey, npm } = fakeSecrets;
const image = {
  layers: [{ '/app': staticProgram() }],
  config: {
    Entrypoint: ['/app'],
    Env: ['PATH=/bin', `BILLING=${stripe}`, 'DB_PASSWORD=Hunter2!x', 'PASSWORD_FILE=/run/secrets/pw', 'MODE=production'],
    Labels: { note: `key ${awsKey}`, title: 'app' },
  },
  analyzers,
};

describe('secrets of the environment', () => {
  it('are no part of the plan, which says that they are left out and what to do', async () => {
    const { config, warnings } = await planOf(image);
    expect(config.env).toEqual(['PATH=/bin', 'PASSWORD_FILE=/run/secrets/pw', 'MODE=production']);
    expect(config.secretEnv).toEqual(['BILLING', 'DB_PASSWORD']);
    expect(config.labels).toEqual({ title: 'app' });
    const told = warnings.filter(({ code }) => code === 'secret-left-out').map(({ text }) => text);
    expect(told.map((text) => text.split(' left out')[0])).toEqual([
      'ENV has a secret in BILLING, which is',
      'ENV has a secret in DB_PASSWORD, which is',
      'the label note has a secret and is',
    ]);
    expect(told[0]).toContain('--env BILLING');
  });

  it('are in no rendering of it', async () => {
    const path = imageFile(image);
    const plan = join(temporaryDirectory(), 'plan.json');
    const { stdout } = await runFlense(['advise', path, '--format', 'json', '--no-cache', '--quiet'], { analyzers });
    writeFileSync(plan, stdout);
    for (const command of [
      ['advise', path],
      ['dockerfile', path, '--plan', plan],
      ['k8s', path, '--plan', plan],
    ]) {
      const { status, stdout: text } = await runFlense([...command, '--no-cache', '--quiet'], { analyzers });
      expect([status, [stripe, awsKey, 'Hunter2!x'].filter((secret) => text.includes(secret))]).toEqual([0, []]);
      expect(text).toContain('BILLING');
    }
  });

  it('make a plan that the schema takes', async () => {
    const schema: unknown = JSON.parse(readFileSync(new URL('../../schema/plan.schema.json', import.meta.url), 'utf8'));
    expect(new Ajv2020().compile(schema as object)(await planOf(image))).toBe(true);
  });

  it('stay where nothing starts without them, which is told', async () => {
    const { config, warnings } = await planOf({ ...image, config: { Entrypoint: ['/app'], Cmd: [`--token=${npm}`] } });
    expect(config.cmd).toEqual([`--token=${npm}`]);
    expect(warnings.map(({ code }) => code)).toContain('secret-in-command');
  });

  it('leave an environment without any as it is', async () => {
    const Env = ['PATH=/bin', 'API_TOKEN_FILE=/run/t', 'DB_PASSWORD=changeme', 'GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568'];
    const { config, warnings } = await planOf({ ...image, config: { Entrypoint: ['/app'], Env } });
    expect(config.env).toEqual(Env);
    expect('secretEnv' in config).toBe(false);
    expect(warnings.filter(({ code }) => code.startsWith('secret-'))).toEqual([]);
  });
});
