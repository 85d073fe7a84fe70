import { describe, expect, it } from 'vitest';
import { renderDockerignore } from '../../src/report/dockerignore.ts';

describe('renderDockerignore', () => {
  it('puts what saves most first, and says what', () => {
    const patterns = [
      { pattern: '**/.DS_Store', fileCount: 1, bytes: 6_148 },
      { pattern: '**/.git', fileCount: 1_234, bytes: 5_000_000 },
    ];
    expect(renderDockerignore(patterns, 'app:1')).toBe(
      [
        '# What app:1 got from its build context, and does not need.',
        '# 1234 files, 5.00 MB',
        '**/.git',
        '# 1 file, 6.15 kB',
        '**/.DS_Store',
        '',
      ].join('\n'),
    );
  });

  it('says that there is nothing to say', () => {
    expect(renderDockerignore([], 'app:1')).toBe('# What app:1 got from its build context, and does not need.\n# Nothing was found.\n');
  });

  it('lets no name of an image out of its comment', () => {
    expect(renderDockerignore([], 'a\n*\u2028\u001b[2J')).toBe(
      '# What a?*??[2J got from its build context, and does not need.\n# Nothing was found.\n',
    );
  });
});
