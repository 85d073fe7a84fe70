import { describe, expect, it } from 'vitest';
import { Closure } from '../../src/advise/closure.ts';
import { need } from '../../src/advise/need.ts';
import { sceneOf } from './languages/scene-of.ts';

async function closureOf(): Promise<Closure> {
  const scene = await sceneOf({ '/lib/a.so': 'x', '/lib/jit/b.so': 'x', '/lib/jit/c.so': 'x', '/lib/jitter/d.so': 'x' });
  return new Closure(scene.view.tree);
}

function keptIn(closure: Closure): readonly string[] {
  return [...closure.kept.keys()].map((node) => closure.tree.path(node)).sort();
}

const from = null;

describe('a closure', () => {
  it('does without what a program leaves, if only a guess asks for it', async () => {
    const closure = await closureOf();
    closure.leave('/lib/jit');
    closure.keep(need('/lib', 'directory of plugins', { from, extent: 'subtree', confidence: 'likely' }));
    expect(keptIn(closure)).toEqual(['/lib', '/lib/a.so', '/lib/jitter', '/lib/jitter/d.so']);
  });

  it('keeps it for who is certain to need it', async () => {
    const closure = await closureOf();
    closure.leave('/lib/jit');
    closure.keep(need('/lib/jit/b.so', 'asked for with --keep', { from }));
    expect(keptIn(closure)).toEqual(['/lib/jit/b.so']);
  });

  it('leaves nothing out for a path that is not there', async () => {
    const closure = await closureOf();
    closure.leave('/lib/none');
    closure.keep(need('/lib/jit', 'read by', { from, extent: 'subtree', confidence: 'guessed' }));
    expect(keptIn(closure)).toEqual(['/lib/jit', '/lib/jit/b.so', '/lib/jit/c.so']);
  });

  it('tells the first reason that a file is kept for, as sure as the surest', async () => {
    const closure = await closureOf();
    closure.keep(need('/lib/a.so', 'named in', { from, confidence: 'guessed' }));
    closure.keep(need('/lib/a.so', 'needed by', { from, confidence: 'likely' }));
    closure.keep(need('/lib/a.so', 'read by', { from, confidence: 'likely' }));
    expect([...closure.kept.values()].map(({ reason, confidence }) => `${reason} ${confidence}`)).toEqual(['named in likely']);
  });
});
