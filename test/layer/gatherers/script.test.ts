import { describe, expect, it } from 'vitest';
import { gathered } from './gathered.ts';

async function script(text: string): Promise<readonly [string, string | null] | null> {
  const found = (await gathered(text)).script;
  return found === null ? null : [found.interpreter, found.argument];
}

describe('the interpreter line', () => {
  it.each<[text: string, expected: readonly [string, string | null] | null]>([
    ['#!/bin/sh\necho', ['/bin/sh', null]],
    ['#!/bin/sh', ['/bin/sh', null]],
    ['#! /bin/sh -e\n', ['/bin/sh', '-e']],
    ['#!\t/usr/bin/env  -S node --flag  \n', ['/usr/bin/env', '-S node --flag']],
    ['#!/bin/sh\r\n', ['/bin/sh', null]],
    ['#!interpreter\n', ['interpreter', null]],
    [`#!/${'x'.repeat(400)}\n`, [`/${'x'.repeat(252)}`, null]],
    ['#!/bin/sh a\u2028b\n', ['/bin/sh', 'a\u2028b']],
    // Look-alikes.
    ['#!\n/bin/sh', null],
    ['#!   \n', null],
    ['#!', null],
    ['# !/bin/sh', null],
    [' #!/bin/sh', null],
    ['//!/bin/sh', null],
  ])('%j', async (text, expected) => {
    expect(await script(text)).toEqual(expected);
  });
});
