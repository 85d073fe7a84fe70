import { writeFileSync } from 'node:fs';
import { samples } from './samples.ts';

// Compiled, this file is dist/sample-images/make.js; the images belong beside its source.
const directory = new URL('../../sample-images/', import.meta.url);

for (const [name, make] of Object.entries(samples)) {
  const bytes = make();
  writeFileSync(new URL(name, directory), bytes);
  process.stdout.write(`${name}: ${bytes.length} bytes\n`);
}
