import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

export type OpenedPage = {
  readonly page: Page;
  /** Errors, violations of the policy and requests, as they come; empty where all is well. */
  readonly complaints: readonly string[];
  /** From the start of the navigation until the map was drawn. */
  readonly openMilliseconds: number;
};

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
}

/** Opens a file as a reader would, and listens to all that the browser has to complain of. */
export async function openFile(browser: Browser, path: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const complaints: string[] = [];
  const url = pathToFileURL(path).href;
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== url) complaints.push(`request: ${request.url()}`);
  });
  // Told on the console, where the listener above hears it.
  await page.addInitScript({ content: 'addEventListener("securitypolicyviolation", (event) => console.error(event.violatedDirective))' });
  const start = performance.now();
  await page.goto(url);
  await page.locator('.map .cell').first().waitFor();
  return { page, complaints, openMilliseconds: performance.now() - start };
}
