import { describe, expect, it } from 'vitest';
import { editGlobs } from '../../../src/cli/view/edit-globs.ts';
import { withEdits } from '../../../src/cli/view/save-edits.ts';
import { InspectError } from '../../../src/model/errors.ts';
import { globMatcher } from '../../../src/model/glob.ts';
import { parseProjectConfig } from '../../../src/model/project-config-parser.ts';

const edits = { keep: ['/srv/a'], drop: ['/usr/share/*odd'] };

describe('withEdits', () => {
  it('makes a configuration that says what was chosen', () => {
    const saved = withEdits('', '.flense.yml', edits);
    expect(parseProjectConfig(saved, '.flense.yml').plan).toMatchObject({
      keep: ['/srv/a', '/srv/a/**'],
      drop: ['/usr/share/\\*odd', '/usr/share/\\*odd/**'],
    });
  });

  it('leaves all else as it is, comments too, and adds nothing twice', () => {
    const text = '# ours\nplan:\n  keep:\n    - /srv/a # the app\n    - /b\ntheme: dark\n';
    const saved = withEdits(text, '.flense.yml', edits);
    expect(saved).toContain('# ours');
    expect(saved).toContain('/srv/a # the app');
    expect(parseProjectConfig(saved, '.flense.yml')).toMatchObject({ theme: 'dark', plan: { keep: ['/srv/a', '/b', '/srv/a/**'] } });
    expect(withEdits(saved, '.flense.yml', edits)).toBe(saved);
  });

  it.each(['plan: [', 'plan:\n  keep: text\n'])('refuses %j', (text) => {
    expect(() => withEdits(text, '.flense.yml', edits)).toThrow(InspectError);
  });
});

describe('editGlobs', () => {
  it.each(['/a', '/a*b', '/a[b]', '/{a,b}', '/a\\b', '/a?'])('match %j and what is below it, nothing else', (path) => {
    const matchers = editGlobs(path).map(globMatcher);
    const isMatch = (other: string): boolean => matchers.some((matches) => matches(other));
    expect([isMatch(path), isMatch(`${path}/x/y`), isMatch(`${path}x`), isMatch('/axb')]).toEqual([true, true, false, false]);
  });
});
