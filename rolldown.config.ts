import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

/**
 * One file per way in, and chunks for what only some commands load: starting from the hundred small modules that the compiler
 * writes takes three times as long. Packages stay packages.
 */
const program = defineConfig({
  input: { main: 'dist/src/main.js', index: 'dist/src/index.js', worker: 'dist/src/layer/worker.js' },
  platform: 'node',
  logLevel: 'warn',
  external: /^(?![./]|dist\/)/,
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
