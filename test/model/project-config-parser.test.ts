import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDiveCi } from '../../src/model/dive-ci-parser.ts';
import { InspectError } from '../../src/model/errors.ts';
import { emptyProjectConfig } from '../../src/model/project-config.ts';
import { parseProjectConfig } from '../../src/model/project-config-parser.ts';

const parse = (text: string) => parseProjectConfig(text, '.flense.yml');

function failure(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof InspectError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing';
}

const whole = `
budgets:
  size: { image: 250MB, layers: 20 }
  growth:
    total: 10MB, 5%
    directories: { /app: 1MB }
  findings:
    fail-on: high
    forbid: [shell, secret]
exceptions:
  - path: /usr/bin/su
    code: setuid-file
    reason: needed
    expires: 2030-12-31
plan:
  strategy: minimal
  base: distroless
  keep: ['/app/**', '*.so']
  drop: /usr/share/doc/**
  exec:
    - node migrate.js
  user: nonroot
keys:
  quit: [q, ctrl+c]
  help: '?'
theme: dark
`;

describe('.flense.yml', () => {
  it('is read as a whole', () => {
    expect(parse(whole)).toEqual({
      budgets: [
        { id: 'size.image', subject: null, unit: 'bytes', limit: 250_000_000 },
        { id: 'size.layers', subject: null, unit: 'count', limit: 20 },
        { id: 'growth.total', subject: null, unit: 'bytes', limit: 10_000_000 },
        { id: 'growth.total', subject: null, unit: 'ratio', limit: 0.05 },
        { id: 'growth.directories', subject: '/app', unit: 'bytes', limit: 1_000_000 },
        { id: 'findings.fail-on', subject: 'high', unit: 'count', limit: 0 },
        { id: 'findings.forbid', subject: 'shell', unit: 'count', limit: 0 },
        { id: 'findings.forbid', subject: 'secret', unit: 'count', limit: 0 },
      ],
      exceptions: [{ kind: 'path', value: '/usr/bin/su', code: 'setuid-file', reason: 'needed', expires: '2030-12-31' }],
      plan: {
        strategy: 'minimal',
        base: 'distroless',
        keep: ['/app/**', '*.so'],
        drop: ['/usr/share/doc/**'],
        exec: ['node migrate.js'],
        user: 'nonroot',
      },
      keys: { quit: ['q', 'ctrl+c'], help: ['?'] },
      theme: 'dark',
    });
  });

  it.each(['', '# nothing\n', 'budgets:\n', 'budgets: {size: {}}\nplan:\nexceptions:\nkeys:\n'])('may be empty: %j', (text) => {
    expect(parse(text)).toEqual(emptyProjectConfig);
  });

  it.each([
    ['budgets:\n  sise: {}\n', '.flense.yml:2: expected a key of budgets out of size, waste, dive, growth, findings, slimness; got "sise"'],
    ['\n\nbudget: 1\n', '.flense.yml:3: expected a key out of budgets, exceptions, plan, keys, theme; got "budget"'],
    ['budgets:\n  size:\n    image: true\n', '.flense.yml:3: expected a limit like 250MB as budgets.size.image, got "true"'],
    ['budgets:\n  size:\n    image:\n', '.flense.yml:3: expected a limit like 250MB as budgets.size.image, got nothing'],
    ['budgets:\n  size:\n    image: much\n', '.flense.yml:3: budgets.size.image: expected a size like 10MB or 64MiB, got "much"'],
    [
      'budgets:\n  waste:\n    ratio: 120%\n',
      '.flense.yml:3: budgets.waste.ratio: expected a percentage like 5%, 100% at most, got "120%"',
    ],
    [
      'budgets:\n  growth:\n    total: 1MB, 2MB\n',
      '.flense.yml:3: budgets.growth.total: expected one size, one percentage, or one of each like 10MB, 5%, got "1MB, 2MB"',
    ],
    [
      "budgets:\n  size:\n    directories:\n      '': 1MB\n",
      '.flense.yml:4: budgets.size.directories: expected a glob like /etc/**/*.conf, got nothing',
    ],
    ['exceptions:\n  - path: /a\n    expires: 2030-01-01\n', '.flense.yml:2: expected a reason as exceptions.0.reason, got nothing'],
    [
      'exceptions:\n  - path: /a\n    reason: b\n    expires: 2030-02-30\n',
      '.flense.yml:4: expected a day like 2026-12-31 as exceptions.0.expires, got "2030-02-30"',
    ],
    [
      'exceptions:\n  - path: /a\n    package: b\n    reason: b\n    expires: 2030-01-01\n',
      '.flense.yml:2: expected one of path, digest, package, code as exceptions.0, got a mapping',
    ],
    [
      'exceptions:\n  - digest: latest\n    reason: b\n    expires: 2030-01-01\n',
      '.flense.yml:2: exceptions.0.digest: expected a digest like sha256:<64 hex digits>, got "latest"',
    ],
    ['plan:\n  strategy: fast\n', '.flense.yml:2: expected one of minimal, balanced, conservative as plan.strategy, got "fast"'],
    ['plan:\n  user: app\n', '.flense.yml:2: expected one of auto, root, nonroot as plan.user, got "app"'],
    ['plan:\n  keep:\n    - [a]\n', '.flense.yml:3: expected a glob as plan.keep.0, got a list'],
    ['theme: [dark]\n', '.flense.yml:1: expected the name of a theme as theme, got a list'],
    ['a: 1\na: 2\n', '.flense.yml:2: expected YAML: Map keys must be unique'],
    ['a: [1\n', '.flense.yml:2: expected YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['? [a]\n: b\n', '.flense.yml:1: expected a plain key'],
    ['theme: *nobody\n', '.flense.yml:1: expected an anchor of the name "nobody"'],
  ])('refuses %j with the line', (text, message) => {
    expect(failure(text).replace(/ at line.*$/, '')).toBe(`usage: ${message}`);
  });

  it('takes anchors, and no more of them than a person writes', () => {
    expect(parse('budgets:\n  size: {image: &limit 5MB, layer: *limit}\n').budgets.map(({ limit }) => limit)).toEqual([5e6, 5e6]);
    const lines = Array.from(
      { length: 9 },
      (_, i) => `  a${i}: &a${i} [${Array.from({ length: 9 }, () => (i === 0 ? 'x' : `*a${i - 1}`)).join(', ')}]`,
    );
    expect(failure(`keys:\n${lines.join('\n')}\n`)).toBe('limit: .flense.yml: more than 200 aliases');
  });

  it.each([
    ['brackets', `keys: ${'['.repeat(60_000)}`],
    ['braces', `keys: ${'{a: '.repeat(20_000)}`],
    ['dashes', `keys:\n${'- '.repeat(50_000)}`],
    ['questions', `${'? '.repeat(50_000)}`],
  ])('is not nested deeply by %s', (_, text) => {
    expect(failure(text)).toBe('limit: .flense.yml: nested deeper than 32');
  });

  it('is not long', () => {
    expect(failure(`#${'x'.repeat(131_072)}`)).toBe('limit: .flense.yml: more than 131072 characters');
  });

  it('does not let a key reach a prototype', () => {
    const { keys } = parse('keys:\n  __proto__: [x]\n  constructor: y\n');
    expect([Object.keys(keys), Object.getPrototypeOf(keys)]).toEqual([['__proto__', 'constructor'], Object.prototype]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect(failure('__proto__: {budgets: {}}')).toContain('expected a key');
  });

  it('is read or refused, whatever it is', () => {
    const words = [
      'budgets',
      'size',
      'image',
      'exceptions',
      'plan',
      ':',
      ' ',
      '\n',
      '  ',
      '- ',
      '? ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a',
      '*a',
      '!!',
      '!!str ',
      '!!binary ',
      '|',
      '>',
      '#',
      '"',
      "'",
      '%',
      '@',
      '`',
      '---',
      '...',
      '<<',
      '1MB',
      '5%',
      '\u0000',
      '\ud800',
      '\t',
    ];
    const text = fc.oneof(
      fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    fc.assert(
      fc.property(text, (yaml) => {
        for (const read of [parse, () => parseDiveCi(yaml, '.dive-ci')]) {
          try {
            read(yaml);
          } catch (error) {
            expect(error).toBeInstanceOf(InspectError);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
