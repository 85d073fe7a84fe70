import { describe, expect, it } from 'vitest';
import { pythonTracer } from '../../../../src/advise/languages/python/python-tracer.ts';
import { type Files, keptFiles, program, traced, warned } from '../scene-of.ts';

const interpreter: Files = {
  '/usr/bin/python3.11': program(),
  '/usr/bin/python3': { linkTarget: 'python3.11' },
  '/usr/lib/python3.11/os.py': 'import abc, stat',
  '/usr/lib/python3.11/__pycache__/os.cpython-311.pyc': 'x',
  '/usr/lib/python3.11/__pycache__/os.cpython-310.pyc': 'x',
  '/usr/lib/python3.11/abc.py': '',
  '/usr/lib/python3.11/stat.py': '',
  '/usr/lib/python3.11/json/__init__.py': 'from .decoder import JSONDecoder',
  '/usr/lib/python3.11/json/decoder.py': '',
  '/usr/lib/python3.11/json/tool.py': '',
  '/usr/lib/python3.11/wave.py': '',
  '/usr/lib/python3.11/pydoc.py': '',
  '/usr/lib/python3.11/site.py': 'def help():\n  import pydoc',
  '/usr/lib/python3.11/encodings/__init__.py': '',
  '/usr/lib/python3.11/encodings/cp037.py': '',
  '/usr/lib/python3.11/test/big.py': '',
};

const library = ['/usr/lib/python3.11/__pycache__/os.cpython-311.pyc', '/usr/lib/python3.11/abc.py'];

const site = '/usr/lib/python3/dist-packages';

const packages: Files = {
  [`${site}/shop/__init__.py`]: '__version__ = "1"',
  [`${site}/shop/data.txt`]: 'x',
  [`${site}/shop/tests/test_a.py`]: 'import unused',
  [`${site}/shop-1.dist-info/METADATA`]: 'Name: shop\nRequires-Dist: basket>=1\nRequires-Dist: gift; extra == "gift"\n',
  [`${site}/shop-1.dist-info/RECORD`]: 'shop/__init__.py,,\nshop-1.dist-info/METADATA,,\n',
  [`${site}/basket.py`]: '',
  [`${site}/basket-1.dist-info/METADATA`]: 'Name: Basket\n',
  [`${site}/basket-1.dist-info/top_level.txt`]: 'basket\n',
  [`${site}/gift/__init__.py`]: '',
  [`${site}/gift-1.dist-info/METADATA`]: 'Name: gift\n',
  [`${site}/unused/__init__.py`]: '',
  [`${site}/plug/__init__.py`]: '',
  [`${site}/plug-1.dist-info/METADATA`]: 'Name: plug\n',
  [`${site}/plug-1.dist-info/entry_points.txt`]: '[shop.plugins]\na = plug:A\n',
};

async function kept(files: Files, argv: readonly string[], changes: Parameters<typeof traced>[3] = {}) {
  const all = { ...interpreter, ...files };
  const trace = await traced(pythonTracer, all, argv, changes);
  return { files: await keptFiles(trace, all), warnings: warned(trace) };
}

describe('a Python program', () => {
  it('keeps the modules that it imports, with their bytecode, and nothing else of the library', async () => {
    const { files, warnings } = await kept({ '/app/main.py': 'import json' }, ['python3', 'main.py']);
    expect(files).toEqual([
      '/app/main.py',
      '/usr/bin/python3',
      '/usr/bin/python3.11',
      ...library,
      '/usr/lib/python3.11/encodings/__init__.py',
      '/usr/lib/python3.11/encodings/cp037.py',
      '/usr/lib/python3.11/json/__init__.py',
      '/usr/lib/python3.11/json/decoder.py',
      '/usr/lib/python3.11/os.py',
      '/usr/lib/python3.11/site.py',
      '/usr/lib/python3.11/stat.py',
    ]);
    expect(warnings).toEqual([]);
  });

  it('keeps distributions whole, with their metadata, requirements and plugins', async () => {
    const { files } = await kept({ ...packages, '/app/main.py': 'import shop' }, ['python3', '/app/main.py']);
    expect(files.filter((path) => path.startsWith(site))).toEqual([
      `${site}/basket-1.dist-info/METADATA`,
      `${site}/basket-1.dist-info/top_level.txt`,
      `${site}/basket.py`,
      `${site}/plug-1.dist-info/METADATA`,
      `${site}/plug-1.dist-info/entry_points.txt`,
      `${site}/plug/__init__.py`,
      `${site}/shop-1.dist-info/METADATA`,
      `${site}/shop-1.dist-info/RECORD`,
      `${site}/shop/__init__.py`,
      `${site}/shop/data.txt`,
    ]);
  });

  it('keeps all packages where it imports by a name that only running tells, and says where', async () => {
    const { files, warnings } = await kept({ ...packages, '/app/main.py': 'import importlib\nimportlib.import_module(x)' }, [
      'python3',
      'main.py',
    ]);
    expect(files.filter((path) => path.startsWith(site)).length).toBe(Object.keys(packages).length);
    expect(files).toContain('/usr/lib/python3.11/wave.py');
    expect(files).not.toContain('/usr/lib/python3.11/test/big.py');
    expect(warnings).toEqual(['python-computed-import /app/main.py:2']);
  });

  it('keeps the modules that settings name', async () => {
    const { files } = await kept({ ...packages, '/app/main.py': 'APPS = ["gift"]' }, ['python3', 'main.py']);
    expect(files).toContain(`${site}/gift/__init__.py`);
    expect(files).not.toContain(`${site}/unused/__init__.py`);
  });

  it('keeps what a server is told to run', async () => {
    const app = { '/app/web/views.py': 'import wave', '/app/web/__init__.py': '' };
    const { files, warnings } = await kept({ ...packages, ...app }, ['python3', '-m', 'shop', 'web.views:app']);
    expect(files).toEqual(expect.arrayContaining(['/app/web/views.py', '/usr/lib/python3.11/wave.py', `${site}/shop/__init__.py`]));
    expect(warnings).toEqual([]);
  });

  it('says that the module of a server is not there', async () => {
    const { warnings } = await kept(packages, ['python3', '-m', 'shop', 'web.views:app']);
    expect(warnings).toEqual(['python-module-missing -']);
  });

  it('runs in a virtual environment without the packages of the system', async () => {
    const environment: Files = {
      '/venv/pyvenv.cfg': 'home = /usr/bin\ninclude-system-site-packages = false\n',
      '/venv/bin/python': { linkTarget: '/usr/bin/python3.11' },
      '/venv/lib/python3.11/site-packages/gift.py': '',
    };
    const { files } = await kept({ ...packages, ...environment, '/app/main.py': 'import gift, shop' }, ['/venv/bin/python', 'main.py']);
    expect(files).toEqual(expect.arrayContaining(['/venv/bin/python', '/venv/pyvenv.cfg', '/venv/lib/python3.11/site-packages/gift.py']));
    expect(files.filter((path) => path.startsWith(site))).toEqual([]);
  });

  it('keeps what a script of a distribution runs, by its metadata', async () => {
    const script: Files = {
      '/usr/bin/shop': program('#!/usr/bin/python3\nload()'),
      [`${site}/shop-1.dist-info/entry_points.txt`]: '[console_scripts]\nshop = shop.cli:main\n',
      [`${site}/shop/cli.py`]: 'import wave',
    };
    const { files } = await kept({ ...packages, ...script }, ['/usr/bin/python3', '/usr/bin/shop'], { from: '/usr/bin/shop' });
    expect(files).toEqual(expect.arrayContaining([`${site}/shop/cli.py`, '/usr/lib/python3.11/wave.py']));
  });

  it('says that it cannot know what comes from standard input', async () => {
    const { warnings } = await kept({}, ['python3']);
    expect(warnings).toEqual(['python-reads-input -']);
  });

  it('says that there is no library', async () => {
    const files = { '/opt/python3.11': program() };
    expect(warned(await traced(pythonTracer, files, ['/opt/python3.11', 'x.py']))).toEqual(['python-library-missing /opt/python3.11']);
  });

  it('is nobody who has a similar name', async () => {
    expect(await traced(pythonTracer, { '/usr/bin/python3-config': program() }, ['python3-config'])).toBeNull();
  });

  it('tells what is left out of a list that it may ask for, and is silent where it does not ask', async () => {
    const metadata = {
      ...packages,
      '/usr/lib/python3.11/importlib/metadata/__init__.py': '',
      '/usr/lib/python3.11/importlib/__init__.py': '',
    };
    const asking = await kept({ ...metadata, '/app/main.py': 'import basket, importlib.metadata' }, ['python3', 'main.py']);
    expect(asking.warnings).toEqual(['gift', 'plug', 'shop'].map((name) => `python-metadata-left-out ${site}/${name}-1.dist-info`));
    expect((await kept({ ...metadata, '/app/main.py': 'import basket' }, ['python3', 'main.py'])).warnings).toEqual([]);
  });
});
