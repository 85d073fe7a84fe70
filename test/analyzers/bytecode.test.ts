import { describe, expect, it } from 'vitest';
import { bytecode } from '../../analyzers/bytecode.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

/** The magic number of Python 3.11, and the header behind it. */
const compiled = Buffer.concat([Buffer.from('a70d0d0a', 'hex'), Buffer.alloc(96)]);

describe('bytecode', () => {
  it('counts what has its source beside it', async () => {
    const layers = [{ '/a/x.py': 'x', '/a/__pycache__/x.cpython-311.pyc': compiled, '/a/__pycache__/x.cpython-311.opt-1.pyc': compiled }];
    expect((await findingsOf(bytecode, { layers })).map(({ summary, bytes }) => [summary, bytes])).toEqual([
      ['2 compiled files of Python can be made again from the sources beside', 200],
    ]);
  });

  it.each([
    ['bytecode that is the program', { '/app/main.pyc': compiled, '/app/__pycache__/gone.cpython-311.pyc': compiled }],
    ['other files there', { '/a/x.py': 'x', '/a/__pycache__/x.cpython-311.pyc': 'no bytecode' }],
    ['sources', { '/a/x.py': 'x' }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(bytecode, { layers: [layer] })).toEqual([]);
  });
});
