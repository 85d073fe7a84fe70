import { describe, expect, it } from 'vitest';
import { script } from '../../analyzers/programs.ts';
import { startedBy, warningsOf } from './trace-script.ts';

describe('what xargs and parallel read', () => {
  const files = { '/opt/s/a.sh': script('#!/bin/sh\ninner'), '/opt/s/b.sh': script('#!/bin/sh\ninner') };
  const scripts = ['sh /opt/s/a.sh', 'sh /opt/s/b.sh'];

  it.each([
    ['echo /opt/s/a.sh,/opt/s/b.sh | xargs -d , -n1 sh', scripts],
    ['echo /opt/s/a.sh,/opt/s/b.sh | xargs -d, -I{} sh {}', scripts],
    ['echo /opt/s/a.sh:/opt/s/b.sh | xargs -r --delimiter=: -n 1 sh', scripts],
    ["find /opt/s -name '*.sh' | xargs -d '\\n' -n1 sh", scripts],
    ["find /opt/s -name '*.sh' -print0 | xargs -0 -n1 sh", scripts],
    ["find /opt/s -name '*.sh' -print0 | xargs --null -n1 sh", scripts],
    ["echo \"'/opt/s/a b.sh'\" | xargs -d '\\n' -n1 sh", ["sh '/opt/s/a b.sh'"]],
  ])('is told apart as they do: %s', async (text, expected) => {
    expect((await startedBy({ text, files })).filter((line) => line.startsWith('sh '))).toEqual(expected);
    expect(await warningsOf({ text, files })).toEqual([]);
  });

  it.each([
    ['echo "\'/opt/s/a.sh\' /opt/s/b.sh" | xargs -n1 sh'],
    ["echo '/opt/s/a\\ b.sh' | xargs -I{} sh {}"],
    ['echo /opt/s/a.sh,/opt/s/b.sh | xargs -d "$X" -n1 sh'],
    ["echo /opt/s/a.sh,/opt/s/b.sh | xargs -d '\\054' -n1 sh"],
    ['printf %s /opt/s/a.sh,/opt/s/b.sh | parallel -d , sh'],
  ])('is not known where that is not: %s', async (text) => {
    expect((await startedBy({ text: `read X\n${text}`, files })).filter((line) => /^sh .*\/opt/.test(line))).toEqual([]);
    expect((await warningsOf({ text: `read X\n${text}`, files })).map((line) => line.split(':')[0])).toEqual([
      '2 shell-unresolved-command',
    ]);
  });
});
