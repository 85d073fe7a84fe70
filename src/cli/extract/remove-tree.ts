import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';

const slash = Buffer.of(0x2f);

/** Removes a path and all below it, links not followed. Names are bytes, which Node's own `rmSync` would decode. */
export function removeTree(path: Buffer): void {
  if (!lstatSync(path).isDirectory()) {
    unlinkSync(path);
    return;
  }
  for (const name of readdirSync(path, { encoding: 'buffer' })) removeTree(Buffer.concat([path, slash, name]));
  rmdirSync(path);
}
