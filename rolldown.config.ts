import { defineConfig } from 'rolldown';

/**
 * One file per way in, and chunks for what only some commands load: starting from the hundred small modules that the compiler
 * writes takes three times as long. Packages stay packages.
 */
export default defineConfig({
  input: { main: 'dist/src/main.js', index: 'dist/src/index.js', worker: 'dist/src/layer/worker.js' },
  platform: 'node',
  logLevel: 'warn',
  external: /^(?![./]|dist\/)/,
  output: { dir: 'dist', format: 'esm', chunkFileNames: 'chunk-[name].js' },
});
