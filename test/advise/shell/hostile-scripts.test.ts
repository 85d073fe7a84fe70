// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text of shells
import { describe, expect, it } from 'vitest';
import { startedBy, traceScript, warningsOf } from './trace-script.ts';

/** Of processor time, as a busy machine has less of it: the work that is done at most takes about one. */
const maxMs = 6_000;

const deep = (open: string, inner: string, close: string, count: number): string => open.repeat(count) + inner + close.repeat(count);

describe('hostile scripts', () => {
  it.each([
    ['nested substitutions', deep('$(', 'a', ')', 3_000)],
    ['nested subshells', deep('(', 'a', ')', 3_000)],
    ['nested quotes', deep('"${a:-', 'x', '}"', 3_000)],
    ['open here-documents', 'cat <<E\n'.repeat(3_000)],
    ['backticks', '`'.repeat(10_001)],
    ['a variable that doubles', `a=xxxxxxxxxx\n${'a=$a$a\n'.repeat(60)}run $a`],
    [
      'alternatives that multiply',
      `${Array.from({ length: 40 }, (_, at) => `if c; then v${at}=1; else v${at}=2; fi`).join('\n')}\nrun ${Array.from({ length: 40 }, (_, at) => `$v${at}`).join('')}`,
    ],
    [
      'functions that call each other twice',
      `${Array.from({ length: 40 }, (_, at) => `f${at}() { f${at + 1}; f${at + 1}; }`).join('\n')}\nf40() { a; }\nf0`,
    ],
    ['loops in loops', `${'while a; do for x in 1 2 3; do '.repeat(60)}b${'; done; done'.repeat(60)}`],
    ['eval of itself', 'x=\'eval "$x"; eval "$x"\'; eval "$x"'],
    [
      'many variables in many branches',
      `${Array.from({ length: 500 }, (_, at) => `v${at}=1`).join('\n')}\n${'if a; then b; fi\n'.repeat(1_000)}`,
    ],
    ['a pattern with many stars', `x=${'a'.repeat(5_000)}; run "\${x##${'*a'.repeat(200)}b}"`.replace('\\', '')],
    ['names of built-in properties', '__proto__=1; constructor() { a; }; constructor; toString; hasOwnProperty=2; ${__proto__}'],
  ])('with %s end soon', async (_, text) => {
    const start = process.cpuUsage();
    await traceScript({ text });
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(maxMs);
  });

  it('are told of, and what is named in them is kept', async () => {
    const text = `${Array.from({ length: 30 }, (_, at) => `f${at}() { f${at + 1}; f${at + 1}; }`).join('\n')}\nf30() { a; }\nf0; last`;
    expect(await startedBy({ text })).toEqual(['a', 'last']);
    expect((await warningsOf({ text })).map((line) => line.split(':')[0])).toEqual(['null shell-too-much']);
  });

  it('that are too long, or no text, are a warning', async () => {
    const long = await warningsOf({ text: `a\n${'#'.repeat(1_100_000)}` });
    const binary = await warningsOf({ text: 'a\0b' });
    expect([long, binary]).toEqual([
      ['null shell-unreadable: the script is too long to be looked through, or is no text'],
      ['null shell-unreadable: the script is too long to be looked through, or is no text'],
    ]);
  });
});
