import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'rolldown';

/** Of all that is bundled, and of the packages that it was made for. */
function buildHash(): string {
  const hash = createHash('sha256').update(readFileSync('package-lock.json'));
  const names = ['src', 'analyzers'].flatMap((folder) =>
    readdirSync(join('dist', folder), { recursive: true, encoding: 'utf8' }).map((name) => join('dist', folder, name)),
  );
  for (const name of names.filter((name) => name.endsWith('.js')).sort()) hash.update(`\0${name}\0`).update(readFileSync(name));
  return hash.digest('hex').slice(0, 16);
}

/**
 * One file per way in, and chunks for what only some commands load: starting from the hundred small modules that the compiler
 * writes takes three times as long. Packages stay packages.
 */
const program = defineConfig({
  input: {
    main: 'dist/src/main.js',
    index: 'dist/src/index.js',
    worker: 'dist/src/layer/worker.js',
    'plan-worker': 'dist/src/cli/view/planner/plan-worker.js',
  },
  platform: 'node',
  logLevel: 'warn',
  external: /^(?![./]|dist\/)/,
  transform: { define: { FLENSE_BUILD: JSON.stringify(buildHash()) } },
  output: { dir: 'dist', format: 'esm', chunkFileNames: 'chunk-[name].js' },
});

/** What runs in the reader's browser, as one script that stands in each HTML report. With its packages, and so with their licence. */
const page = defineConfig({
  input: { page: 'src/report/html/page/main.ts' },
  platform: 'browser',
  logLevel: 'warn',
  tsconfig: 'tsconfig.page.json',
  output: {
    dir: 'dist',
    format: 'iife',
    minify: true,
    entryFileNames: '[name].js',
    postBanner: `/*! with d3-hierarchy:
${readFileSync('node_modules/d3-hierarchy/LICENSE', 'utf8').trim()}
*/`,
  },
});

export default [program, page];
