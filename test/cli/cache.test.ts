import { expect, it } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';
import { sample } from './sample.ts';

it('the cache is listed, pruned and cleared', async () => {
  const environment = { XDG_CACHE_HOME: temporaryDirectory() };
  const cache = async (...args: readonly string[]): Promise<string> => {
    const { status, stdout, stderr } = await runFlense(['cache', ...args], { environment });
    expect([status, stderr]).toEqual([0, '']);
    return stdout;
  };
  expect(await cache('ls')).toBe(`0 indexes (0 B) in ${environment.XDG_CACHE_HOME}/flense\n`);
  await runFlense([sample('links-and-whiteouts.tar'), '--no-cache'], { environment });
  expect(await cache('ls')).toMatch(/^0 indexes/);
  await runFlense([sample('links-and-whiteouts.tar')], { environment });
  expect(await cache('ls')).toMatch(/^( +[\d.]+ k?B {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}[0-9a-f]{16}\/\S+\n){3}3 indexes \(/);
  expect(await cache('prune')).toMatch(/^removed 0 indexes \(0 B\), kept 3 indexes/);
  expect(await cache('prune', '--max-size', '1B')).toMatch(/^removed 3 indexes .*, kept 0 indexes \(0 B\)\n$/);
  await runFlense([sample('links-and-whiteouts.tar')], { environment });
  expect(await cache('clear')).toMatch(/^removed 3 indexes .*, kept 0 indexes \(0 B\)\n$/);
});
