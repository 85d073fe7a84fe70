import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dockerArchive } from '../support/docker-archive.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = join(import.meta.dirname, '../..');
const app = join(root, 'sample-images/wasteful-app.tar');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string; readonly directory: string };

/** Runs a script as a runner does: in a checkout with a `.flense.yml` and a Dockerfile, with `flense` on PATH. */
function runScript(script: string, config: string, environment: Readonly<Record<string, string>> = {}): Ended {
  const directory = temporaryDirectory();
  const bin = join(directory, '.bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'flense'), `#!/bin/sh\nexec node '${join(root, 'dist/main.js')}' "$@"\n`);
  chmodSync(join(bin, 'flense'), 0o755);
  writeFileSync(join(directory, '.flense.yml'), config);
  writeFileSync(join(directory, 'Dockerfile'), 'FROM debian\nRUN apt-get update && apt-get install -y build-essential python3 sudo\n');
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: directory, LANG: 'C.UTF-8', FLENSE_IMAGE: app, ...environment },
  });
  return { status, stdout, stderr, directory };
}

/** Of an independent reader: counts of the suite and names of the cases that did not pass. */
function readXml(path: string): unknown {
  const script =
    'import sys, json, xml.etree.ElementTree as E\nr = E.parse(sys.argv[1]).getroot()\nprint(json.dumps([r.attrib["tests"], r.attrib["failures"], r.attrib["errors"], [c.attrib["name"] for c in r.iter("testcase") if len(c)]]))';
  const { status, stdout, stderr } = spawnSync('python3', ['-c', script, path], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as unknown;
}

const held = 'budgets: {size: {image: 1GB}}\n';
const exceeded = 'budgets: {size: {image: 1MB, layer: 6MB}}\n';

describe('action.yml', () => {
  type Action = {
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, { readonly value: string }>>;
    readonly runs: {
      readonly steps: readonly { readonly id?: string; readonly run: string; readonly env?: Readonly<Record<string, string>> }[];
    };
  };
  const action = parse(read('action.yml')) as Action;
  const judge = action.runs.steps.find(({ id }) => id === 'gate')!;

  const runAction = (config: string, inputs: Readonly<Record<string, string>> = {}) => {
    const temporary = temporaryDirectory();
    const [output, summary] = [join(temporary, 'output'), join(temporary, 'summary')];
    const empty = Object.fromEntries(Object.keys(judge.env ?? {}).map((name) => [name, '']));
    const environment = {
      ...empty,
      FLENSE_IMAGE: app,
      FLENSE_SUMMARY: 'true',
      ...inputs,
      RUNNER_TEMP: temporary,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_ACTION_PATH: root,
    };
    const ended = runScript(judge.run, config, environment);
    const outputs = readFileSync(output, { encoding: 'utf8', flag: 'a+' })
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('='));
    return { ...ended, outputs: Object.fromEntries(outputs) as Readonly<Record<string, string>>, summary };
  };

  it('takes every input as a variable, and hands on every output', () => {
    const used = Object.values(judge.env ?? {}).map((text) => /^\$\{\{ inputs\.([a-z]+) \}\}$/.exec(text)?.[1]);
    expect(used.toSorted()).toEqual(Object.keys(action.inputs).toSorted());
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
    expect(Object.entries(action.outputs).map(([name, { value }]) => value === `\${{ steps.gate.outputs.${name} }}`)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('passes, and says where the files are', () => {
    const { status, stdout, outputs, summary } = runAction(held);
    expect([status, stdout, outputs['status']]).toEqual([0, '::notice title=flense::1 of 1 budget passed\n', 'pass']);
    expect(JSON.parse(readFileSync(outputs['json']!, 'utf8'))).toMatchObject({ status: 'pass' });
    expect(JSON.parse(readFileSync(outputs['sarif']!, 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(readFileSync(summary, 'utf8')).toBe(readFileSync(outputs['markdown']!, 'utf8'));
  });

  it('fails with annotations in the Dockerfile, the outputs written', () => {
    const { status, stdout, outputs } = runAction(exceeded, {
      FLENSE_DOCKERFILE: 'Dockerfile',
      FLENSE_ARGS: '--max-layers=3\n\n--max-growth=5%, 1MB',
      FLENSE_BASELINE: app,
    });
    expect([status, outputs['status'], stdout.match(/^::error file=Dockerfile,line=2,title=/gm)?.length]).toEqual([1, 'fail', 2]);
    expect(stdout).toContain('title=flense%3A layers');
  });

  it('ends with 2 and no status where the image cannot be read', () => {
    const { status, outputs, stderr } = runAction(held, { FLENSE_IMAGE: './$(touch pwned).tar' });
    expect([status, outputs, stderr.split('\n').length]).toEqual([2, {}, 2]);
  });
});

describe('the example for GitLab', () => {
  type Job = {
    readonly script: readonly string[];
    readonly artifacts: { readonly when: string; readonly reports: Readonly<Record<string, string>> };
  };
  const { 'image-gate': job } = parse(read('examples/gitlab-ci.yml')) as { readonly 'image-gate': Job };

  it.each([
    [held, 0, ['1', '0', '0', []]],
    [exceeded, 1, ['2', '2', '0', ['image size', 'largest layer']]],
  ])('leaves both reports: %j', (config, code, suite) => {
    const { status, directory } = runScript(job.script.join('\n'), config);
    expect([status, job.artifacts.when, readXml(join(directory, job.artifacts.reports['junit']!))]).toEqual([code, 'always', suite]);
    const issues = JSON.parse(readFileSync(join(directory, job.artifacts.reports['codequality']!), 'utf8')) as readonly {
      readonly location: unknown;
    }[];
    for (const { location } of issues) expect(location).toMatchObject({ path: 'Dockerfile' });
  });
});

describe('the example for Jenkins', () => {
  const script = /sh '''\n(.*?)'''/s.exec(read('examples/Jenkinsfile'))![1]!;

  it.each([
    [held, 0, ['1', '0', '0', []]],
    [exceeded, 1, ['2', '2', '0', ['image size', 'largest layer']]],
  ])('leaves both reports: %j', (config, code, suite) => {
    const { status, directory } = runScript(script, config, { npm_config_prefix: '/nowhere' });
    expect([status, readXml(join(directory, 'flense.xml'))]).toEqual([code, suite]);
    expect(JSON.parse(readFileSync(join(directory, 'flense.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });
});

describe('JUnit, for an independent reader', () => {
  it('is well-formed with the names of a hostile image', () => {
    const directory = temporaryDirectory();
    const name = '/a]]><b c="d">&amp;\u0001\u202e\ufffe\n';
    writeFileSync(join(directory, 'image.tar'), dockerArchive({ layers: [{ [`${name}/file`]: 5_000 }] }));
    const config = 'budgets: {size: {directories: {"/a*": 1B}}}\n';
    const { status, directory: at } = runScript('flense ci "$FLENSE_IMAGE" -o junit=out.xml', config, {
      FLENSE_IMAGE: join(directory, 'image.tar'),
    });
    expect([status, readXml(join(at, 'out.xml'))]).toEqual([1, ['1', '1', '0', ['directory /a*']]]);
  });
});

describe('the workflow for GitHub', () => {
  it('uses inputs and outputs that the action has', () => {
    type Step = { readonly id?: string; readonly with?: Readonly<Record<string, string>> };
    const { jobs } = parse(read('examples/github-workflow.yml')) as {
      readonly jobs: { readonly gate: { readonly steps: readonly Step[] } };
    };
    const { inputs, outputs } = parse(read('action.yml')) as { readonly inputs: object; readonly outputs: object };
    const step = jobs.gate.steps.find(({ id }) => id === 'flense')!;
    expect(Object.keys(step.with ?? {}).filter((name) => !Object.hasOwn(inputs, name))).toEqual([]);
    const used = [...read('examples/github-workflow.yml').matchAll(/steps\.flense\.outputs\.([a-z]+)/g)].map(([, name]) => name!);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((name) => !Object.hasOwn(outputs, name))).toEqual([]);
  });
});
