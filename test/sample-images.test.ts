import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { samples } from '../sample-images/samples.ts';

const directory = new URL('../sample-images/', import.meta.url);
const committed = readdirSync(directory).filter((name) => name.endsWith('.tar'));

describe('sample images', () => {
  it('are all made by a recipe, and all recipes have their image', () => {
    expect(committed.toSorted()).toEqual(Object.keys(samples).toSorted());
  });

  it('are small enough for a repository', () => {
    const sizes = committed.map((name) => readFileSync(new URL(name, directory)).length);
    expect({ largest: Math.max(...sizes) < 200_000, total: sizes.reduce((sum, size) => sum + size, 0) < 600_000 }).toEqual({
      largest: true,
      total: true,
    });
  });

  it.each(Object.entries(samples))('%s is what npm run samples makes of its recipe', (name, make) => {
    const isSame = Buffer.from(make()).equals(readFileSync(new URL(name, directory)));
    expect(isSame, `sample-images/${name} differs from its recipe: run npm run samples, and look at the golden reports`).toBe(true);
  });
});
