import { describe, expect, it } from 'vitest';
import { devDependency } from '../../analyzers/dev-dependency.ts';
import { analysisOf, findingsOf, seenBy } from './analysis-of.ts';

const big = 70_000;
const lock = (packages: unknown) => JSON.stringify({ name: 'app', lockfileVersion: 3, packages });

describe('dev-dependency', () => {
  it('finds what the lockfile in node_modules calls dev, nested and scoped', async () => {
    const layer = {
      '/app/node_modules/.package-lock.json': lock({
        'node_modules/jest': { dev: true },
        'node_modules/@types/node': { dev: true },
        'node_modules/jest/node_modules/chalk': { dev: true },
        'node_modules/express': {},
        'node_modules/fsevents': { dev: false, optional: true },
      }),
      '/app/node_modules/jest/index.js': big,
      '/app/node_modules/jest/node_modules/chalk/index.js': 1_000,
      '/app/node_modules/@types/node/index.d.ts': 2_000,
      '/app/node_modules/express/index.js': big,
      '/app/node_modules/fsevents/index.js': big,
    };
    expect((await findingsOf(devDependency, { layers: [layer] })).map(({ code, summary, bytes }) => [code, summary, bytes])).toEqual([
      [
        'dev-dependency/package',
        'packages for development are installed: /app/node_modules/jest and /app/node_modules/@types/node',
        big + 3_000,
      ],
    ]);
  });

  it('takes package.json where there is no lockfile', async () => {
    const layer = {
      '/app/package.json': JSON.stringify({
        dependencies: { a: '1', both: '1' },
        devDependencies: { typescript: '5', both: '1', gone: '1', '../x': '1' },
      }),
      '/app/node_modules/a/index.js': big,
      '/app/node_modules/both/index.js': big,
      '/app/node_modules/typescript/lib/tsc.js': big,
    };
    expect(await seenBy(devDependency, { layers: [layer] })).toEqual(['package /app/node_modules/typescript']);
  });

  it.each(['', '/app', '/usr/src/app', '/srv/www/code/packages/web'])('reads a package.json in %j', async (place) => {
    const layer = { [`${place}/package.json`]: '{"devDependencies":{"jest":"1"}}', [`${place}/node_modules/jest/i.js`]: big };
    expect(await seenBy(devDependency, { layers: [layer] })).toEqual([`package ${place}/node_modules/jest`]);
  });

  it('follows the links of pnpm into its store, and leaves what another package links', async () => {
    const store = '/app/node_modules/.pnpm';
    const layer = {
      '/app/package.json': JSON.stringify({
        dependencies: { a: '1' },
        devDependencies: { jest: '1', '@types/node': '1', shared: '1', own: '1' },
      }),
      [`${store}/jest@1/node_modules/jest/i.js`]: big,
      '/app/node_modules/jest': { linkTarget: '.pnpm/jest@1/node_modules/jest' },
      [`${store}/node_modules/jest`]: { linkTarget: '../jest@1/node_modules/jest' },
      [`${store}/@types+node@1/node_modules/@types/node/i.d.ts`]: big,
      '/app/node_modules/@types/node': { linkTarget: '../.pnpm/@types+node@1/node_modules/@types/node' },
      [`${store}/a@1/node_modules/a/i.js`]: big,
      '/app/node_modules/a': { linkTarget: '.pnpm/a@1/node_modules/a' },
      [`${store}/shared@1/node_modules/shared/i.js`]: big,
      '/app/node_modules/shared': { linkTarget: '.pnpm/shared@1/node_modules/shared' },
      [`${store}/a@1/node_modules/shared`]: { linkTarget: '../../shared@1/node_modules/shared' },
      '/app/packages/own/i.js': big,
      '/app/node_modules/own': { linkTarget: '../packages/own' },
    };
    expect(await seenBy(devDependency, { layers: [layer] })).toEqual([
      `package ${store}/@types+node@1/node_modules/@types/node`,
      `package ${store}/jest@1/node_modules/jest`,
    ]);
  });

  it('tells a package.json that it cannot read', async () => {
    const layer = { '/app/package.json': '{nope', '/app/node_modules/jest/i.js': big };
    expect((await analysisOf(devDependency, { layers: [layer] })).unreadable).toEqual([
      { path: '/app/package.json', reason: 'no object of JSON' },
    ]);
  });

  it.each([
    ['npm', '/app/node_modules/x/test/a.js', '/app/node_modules/x/test'],
    ['npm with a scope', '/app/node_modules/@s/x/__tests__/a.js', '/app/node_modules/@s/x/__tests__'],
    ['Python', '/usr/lib/python3/dist-packages/numpy/tests/a.py', '/usr/lib/python3/dist-packages/numpy/tests'],
  ])('finds tests in a package of %s', async (_, path, expected) => {
    expect(await seenBy(devDependency, { layers: [{ [path]: big }] })).toEqual([`tests ${expected}`]);
  });

  it.each([
    ['a package called test', { '/app/node_modules/test/index.js': big, '/app/node_modules/@scope/test/index.js': big }],
    ['tests of the program', { '/app/test/a.js': big }],
    ['a package about tests', { '/app/node_modules/x/lib/testing/a.js': big }],
    ['few bytes', { '/app/node_modules/x/test/a.js': 100 }],
    [
      'what is installed for production',
      { '/app/node_modules/.package-lock.json': lock({ 'node_modules/a': {} }), '/app/node_modules/a/i.js': big },
    ],
    [
      'development packages that are not there',
      { '/app/package.json': '{"devDependencies":{"jest":"1"}}', '/app/node_modules/a/i.js': big },
    ],
    [
      'a package.json of a package',
      { '/app/node_modules/a/package.json': '{"devDependencies":{"b":"1"}}', '/app/node_modules/b/i.js': big },
    ],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(devDependency, { layers: [layer] })).toEqual([]);
  });

  it('tells a lockfile that it cannot read', async () => {
    expect(await analysisOf(devDependency, { layers: [{ '/app/node_modules/.package-lock.json': '{"packages":' }] })).toEqual({
      findings: [],
      unreadable: [{ path: '/app/node_modules/.package-lock.json', reason: 'no object of JSON' }],
    });
  });
});
