import { describe, expect, it } from 'vitest';
import { staticClosure } from '../../src/analyze/static-closure.ts';
import { sceneOf } from '../advise/languages/scene-of.ts';
import { program } from '../analyzers/programs.ts';
import { elf } from '../support/elf.ts';

describe('what a program is loaded from', () => {
  it('is it, its interpreter and all libraries that these need', async () => {
    const { view } = await sceneOf({
      '/app': program({ interpreter: '/lib/ld.so', needed: ['liba.so'], runpath: '$ORIGIN/own' }),
      '/lib/ld.so': elf({ soname: 'ld.so' }),
      '/own/liba.so': elf({ soname: 'liba.so', needed: ['libb.so'] }),
      '/usr/lib/libb.so': elf({ soname: 'libb.so', needed: ['liba.so'] }),
      '/usr/lib/libc.so': elf({ soname: 'libc.so' }),
    });
    const found = staticClosure(view, [view.tree.find('/app')!]);
    expect([...found!].map((node) => view.tree.path(node)).sort()).toEqual(['/app', '/lib/ld.so', '/own/liba.so', '/usr/lib/libb.so']);
  });

  it('is not looked for without end', async () => {
    const needed = Array.from({ length: 4_000 }, (_, i) => `lib${i}.so`);
    const runpath = (file: number): string => Array.from({ length: 32 }, (_, i) => `/${file}/${i}`).join(':');
    const files = Object.fromEntries([0, 1, 2, 3, 4, 5].map((file) => [`/app${file}`, program({ needed, runpath: runpath(file) })]));
    const { view } = await sceneOf(files);
    const programs = Object.keys(files).map((path) => view.tree.find(path)!);
    expect(staticClosure(view, programs)).toBeNull();
  });
});
