import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { displayWidth } from '../../src/report/display-width.ts';
import { renderPlanText } from '../../src/report/plan-text.ts';
import { textStyle } from '../../src/report/text-style.ts';
import { runFlense } from '../cli/run-flense.ts';
import { sample } from '../cli/sample.ts';

async function samplePlan(): Promise<Plan> {
  const args = ['advise', sample('wasteful-app.tar'), '--format', 'json', '--base', 'scratch'];
  return JSON.parse((await runFlense(args, { temporaryDirectory: tmpdir() })).stdout) as Plan;
}

const hostile = '\x1b[31m/a\nb\u202e';

describe('renderPlanText', () => {
  it('tells the base, the sizes, what is kept and why, what is gone, and the warnings last', async () => {
    const text = renderPlanText(await samplePlan(), textStyle(100, false, true));
    const headings = text
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => line.split(' ')[0]);
    expect(headings).toEqual(['Kept', 'Gone', 'Bases', 'Strategies', 'Warnings']);
    expect(text).toMatch(/^ {2}before +20\.6 MB/m);
    expect(text).toMatch(/^ +902 kB +\/usr\/lib\/x86_64-linux-gnu\/libc\.so\.6 +needed by \/usr\/bin\/dash$/m);
  });

  it('tells what each strategy comes to, and how sure it is', async () => {
    const text = renderPlanText(
      {
        ...(await samplePlan()),
        strategies: [
          { strategy: 'minimal', predictedBytes: 1_000_000, confidence: 'guessed', reason: 'without a' },
          { strategy: 'balanced', predictedBytes: 2_000_000, confidence: 'likely', reason: 'without b' },
          { strategy: 'conservative', predictedBytes: 30_000_000, confidence: 'certain', reason: 'c' },
        ],
      },
      textStyle(100, false, true),
    );
    const lines = text.split('\n');
    expect(lines.slice(lines.indexOf('Strategies'), lines.indexOf('Strategies') + 5)).toEqual([
      'Strategies',
      '      ~1.00 MB  minimal       guessed   without a',
      '       2.00 MB  balanced      likely    without b',
      '      ~30.0 MB  conservative  certain   c',
      '',
    ]);
  });

  it.each([60, 80, 200])('fits %i columns', async (width) => {
    const lines = renderPlanText(await samplePlan(), textStyle(width, false, true)).split('\n');
    expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
  });

  it('lets nothing of an image drive the terminal', async () => {
    const plan = await samplePlan();
    const files = plan.files.map((file) => ({ ...file, path: hostile, reason: hostile, from: hostile }));
    const warnings = [{ code: 'x', text: hostile, path: hostile, line: 1 }];
    const strategies = plan.strategies.map((one) => ({ ...one, reason: hostile }));
    const text = renderPlanText(
      { ...plan, files, warnings, strategies, user: { ...plan.user, name: hostile, reason: hostile } },
      textStyle(100, false, true),
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e]/);
  });

  it('says so where there is nothing to warn of', async () => {
    const text = renderPlanText({ ...(await samplePlan()), warnings: [] }, textStyle(100, false, false));
    expect(text).toMatch(/No warnings: everything that was looked for was found\.\n$/);
  });
});
