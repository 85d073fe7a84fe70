import { describe, expect, it } from 'vitest';
import { hideSecrets } from '../../src/analyze/hide-secrets.ts';

const stars = '*'.repeat(16);
const password = [{ secret: 'python3', category: 'password' as const }];

describe('hideSecrets', () => {
  it.each([
    ['python3', stars],
    ['mysql -ppython3', `mysql -p${stars}`],
    ['redis://:python3@host', `redis://:${stars}@host`],
    ['https://host/python3', `https://host/${stars}`],
    ['/usr/bin/python3.11', `/usr/bin/${stars}.11`],
    ['a/python3', `a/${stars}`],
    ['/usr/bin/python3', '/usr/bin/python3'],
    ['PATH=/opt/python3/bin:/usr/bin', 'PATH=/opt/python3/bin:/usr/bin'],
    ['["/usr/bin/python3","python3"]', `["/usr/bin/python3","${stars}"]`],
  ])('makes of %s %s', (text, hidden) => {
    expect(hideSecrets(text, password)).toBe(hidden);
  });

  it('hides what is no word wherever it is', () => {
    expect(hideSecrets('/hooks/abc', [{ secret: 'abc', category: 'service-token' }])).toBe(`/hooks/${stars}`);
  });

  it('takes signs of regular expressions and of replacements as they are', () => {
    expect(hideSecrets('a $& b.*c', [{ secret: '$&' }, { secret: '.*' }])).toBe(`a ${stars} b${stars}c`);
  });
});
