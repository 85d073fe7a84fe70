import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dockerArchive } from '../support/docker-archive.ts';
import type { EntryInput } from '../support/layers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { openFile, startBrowser } from './support/browser.ts';
import { flense } from './support/flense.ts';

const app = join(import.meta.dirname, '../../sample-images/wasteful-app.tar');

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

async function html(...args: readonly string[]): Promise<string> {
  const path = join(temporaryDirectory(), 'report.html');
  const { status, stderr } = await flense([...args, '--format', 'html', '-o', path]);
  expect([status, stderr]).toEqual([0, '']);
  return path;
}

const crumbs = (page: Page): Promise<readonly string[]> => page.locator('.crumbs li').allTextContents();
const focused = (page: Page): Promise<string | null> => page.evaluate('document.activeElement.getAttribute("aria-label")');
const column = (page: Page, table: string, nth: number): Promise<readonly string[]> =>
  page.locator(`#${table} tbody td:nth-child(${nth})`).allTextContents();

describe('flense inspect --format html', () => {
  it('opens without a complaint, light and dark, wide and narrow', async () => {
    const path = await html('inspect', app);
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1280, 400]) {
        const { page, complaints } = await openFile(browser, path, { colorScheme, viewport: { width, height: 900 } });
        const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        expect([complaints, overflow, await page.locator('h1').textContent()]).toEqual([[], 0, app]);
        await page.close();
      }
    }
  });

  it('zooms by click and by breadcrumb', async () => {
    const { page, complaints } = await openFile(browser, await html('inspect', app));
    await page.locator('.cell[aria-label^="/usr,"] > rect').click({ position: { x: 200, y: 8 } });
    expect(await crumbs(page)).toEqual(['image', 'usr']);
    await page.getByText('The same as a table').click();
    await page.getByRole('button', { name: 'lib/', exact: true }).click();
    expect(await crumbs(page)).toEqual(['image', 'usr', 'lib']);
    await page.getByRole('button', { name: 'image', exact: true }).click();
    expect([await crumbs(page), complaints]).toEqual([['image'], []]);
    await page.close();
  });

  it('is used with a keyboard alone', async () => {
    const { page, complaints } = await openFile(browser, await html('inspect', app));
    await page.locator('.map .cell[tabindex="0"]').focus();
    expect(await page.locator('.map .cell[tabindex="0"]').count()).toBe(1);
    const start = await focused(page);
    expect(start).toMatch(/^\/usr, /);
    await page.keyboard.press('Enter');
    expect([await crumbs(page), await page.locator('.map .cell[tabindex="0"]').count()]).toEqual([['image', 'usr'], 1]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    const moved = await focused(page);
    expect([moved?.startsWith('/usr/'), await page.locator('.told').textContent()]).toEqual([true, moved]);
    await page.keyboard.press('Escape');
    expect([await crumbs(page), await focused(page), complaints]).toEqual([['image'], start, []]);
    await page.close();
  });

  it('colours by layer, package and change', async () => {
    const { page, complaints } = await openFile(browser, await html('inspect', app));
    const legend = (): Promise<readonly string[]> => page.locator('.legend li').allTextContents();
    expect(await legend()).toHaveLength(12);
    await page.locator('.modes label', { hasText: 'Package' }).click();
    expect((await legend()).slice(-2)).toEqual(['other packages', 'no package']);
    await page.locator('.modes label', { hasText: 'Change' }).click();
    expect([await legend(), complaints]).toEqual([['written once', 'written again over a lower layer'], []]);
    await page.close();
  });

  it('sorts and filters its tables', async () => {
    const { page, complaints } = await openFile(browser, await html('inspect', app));
    await page.locator('#findings th button').first().click();
    const severities = await column(page, 'findings', 1);
    expect(severities).toEqual(severities.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(await page.locator('#findings th').first().getAttribute('aria-sort')).toBe('ascending');
    await page.locator('#findings th button').first().click();
    expect(await column(page, 'findings', 1)).toEqual(severities.toReversed());
    const all = await column(page, 'waste', 2);
    const wanted = all.filter((path) => path.includes('typescript'));
    await page.getByLabel('Filter Reclaimable').fill('TypeScript');
    expect([await column(page, 'waste', 2), wanted.length > 0, complaints]).toEqual([wanted, true, []]);
    expect(await page.locator('#waste .count').textContent()).toBe(`${wanted.length} of ${all.length}`);
    await page.close();
  });

  it.each(['its own', 'a saved'])('shows the plan and its Dockerfile, %s', async (kind) => {
    const plan = join(temporaryDirectory(), 'plan.json');
    expect((await flense(['advise', app, '--format', 'json', '-o', plan])).status).toBe(0);
    const path = await html('inspect', app, ...(kind === 'a saved' ? ['--plan', plan] : []));
    const { page, complaints } = await openFile(browser, path);
    await page.locator('.modes label', { hasText: 'Plan' }).click();
    expect(await page.locator('.legend li').allTextContents()).toEqual(['kept', 'dropped']);
    expect(await page.locator('#plan h2').textContent()).toBe('The plan for production');
    expect([(await page.locator('pre').textContent())?.includes('\nFROM '), complaints]).toEqual([true, []]);
    await page.close();
  });

  it('says why there is no plan', async () => {
    const image = join(temporaryDirectory(), 'image.tar');
    writeFileSync(image, dockerArchive({ layers: [{ '/a': 9 }], config: { Cmd: ['</dd><script>alert(1)</script>'] } }));
    const { page, complaints } = await openFile(browser, await html('inspect', image));
    expect([await page.locator('.facts').textContent(), complaints]).toEqual([
      expect.stringContaining('none for production: the program "</dd><script>alert(1)</script>" is not in the image'),
      [],
    ]);
    await page.close();
  });

  it('says what hostile names are, and does what none of them says', async () => {
    const names = [
      '<img src=x onerror=alert(1)>',
      '</script><script>alert(2)</script>',
      '<!--<script>',
      '\u202egnp.exe',
      '"onfocus="alert(3)',
      '__proto__',
      'constructor',
      '\u2028',
    ];
    const files = Object.fromEntries(names.map((name, i) => [`/d/${name.replaceAll('/', '\u2215')}`, 90_000 - i * 1_000]));
    const hostile = { '/</script><script>alert(4)/x': 50_000, ...files };
    const image = join(temporaryDirectory(), 'image.tar');
    const config = { User: '</h1><script>alert(5)</script>', Labels: { '<b>': '<b>' } };
    writeFileSync(image, dockerArchive({ layers: [hostile], config, history: ['RUN </script><img src=x onerror=alert(6)>'] }));
    const { page, complaints } = await openFile(browser, await html('inspect', image));
    const label = await page.locator('.cell[aria-label*="onerror"]').getAttribute('aria-label');
    expect([label?.startsWith('/d/<img src=x onerror=alert(1)>, 90.0 kB'), await page.locator('img').count()]).toEqual([true, 0]);
    expect(await page.locator('.cell[aria-label*="202e"]').getAttribute('aria-label')).toContain('/d/\\u202egnp.exe');
    expect([await page.locator('script').count(), complaints]).toEqual([2, []]);
    await page.close();
  });

  it('opens 100,000 files within seconds', async () => {
    const entries: (readonly [string, EntryInput])[] = Array.from({ length: 100_000 }, (_, i) => [
      `/d${i % 40}/e${i % 1_000}/f${i}`,
      1 + (i % 700),
    ]);
    const image = join(temporaryDirectory(), 'image.tar');
    writeFileSync(image, dockerArchive({ layers: [entries] }));
    const { page, complaints, openMilliseconds } = await openFile(browser, await html('inspect', image));
    console.log(`100,000 files: open after ${Math.round(openMilliseconds)} ms`);
    expect(complaints).toEqual([]);
    // The promise is 2 s, on a machine that does nothing else.
    expect(openMilliseconds).toBeLessThan(10_000);
    await page.close();
  });
});

const order = ['critical', 'high', 'medium', 'low', 'info'];

describe('flense diff --format html', () => {
  it('shows what came and what went', async () => {
    const directory = temporaryDirectory();
    const [before, after] = [join(directory, 'a.tar'), join(directory, 'b.tar')];
    writeFileSync(before, dockerArchive({ layers: [{ '/same': 500, '/gone': 300, '/other': 'one'.repeat(90) }] }));
    writeFileSync(after, dockerArchive({ layers: [{ '/same': 500, '/come': 400, '/other': 'two'.repeat(90) }] }));
    const { page, complaints } = await openFile(browser, await html('diff', before, after));
    const labels = await page.evaluate('Array.from(document.querySelectorAll(".cell"), (cell) => cell.getAttribute("aria-label"))');
    expect(labels).toEqual([
      '/same, 500 B, 34 % of all, unchanged',
      '/come, 400 B, 27 % of all, added',
      '/gone, 300 B, 20 % of all, removed',
      '/other, 270 B, 18 % of all, changed',
    ]);
    expect([await column(page, 'files', 2), complaints]).toEqual([['/come', '/gone', '/other'], []]);
    await page.close();
  });
});
