import { describe, expect, it } from 'vitest';
import { analyzers } from '../../analyzers/index.ts';
import { gravestOf } from '../../src/cli/gate-analyzers.ts';

describe('how grave a finding of an analyzer can be', () => {
  it('is what its worst code says', () => {
    const gravest = gravestOf(analyzers);
    expect(['secret', 'shell', 'bytecode'].map(gravest)).toEqual(['critical', 'medium', 'info']);
  });

  it('is nothing where packages are read, and not known where nobody says', () => {
    const undocumented = { id: 'own', title: 'Own', analyze: () => ({ findings: [], unreadable: [] }) };
    expect(['packages', 'own', 'other'].map(gravestOf([undocumented]))).toEqual(['none', null, null]);
  });
});
