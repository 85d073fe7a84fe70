import { describe, expect, it } from 'vitest';
import { textNeeds } from '../../../src/advise/user/script-needs.ts';

function linesOf(text: string): readonly (number | null)[] {
  return textNeeds(text, '/start.sh').map(({ line }) => line);
}

describe('what a script of a shell may do besides its commands', () => {
  it.each([
    'echo a > "$FILE"',
    'echo a >> $LOG',
    'cat >file',
    `echo a >"\${DIR}/x"`,
    'set -- >| ~/x',
    'if [ "$UID" = 0 ]; then exit 1; fi',
    `test \${EUID} -eq 0`,
    'echo $USER',
  ])('is seen in %j', (text) => {
    expect(linesOf(`set -e\n${text}\n`)).toEqual([2]);
  });

  it.each([
    'echo a >/dev/null 2>&1',
    'echo a >&2',
    'echo a 2>/dev/null | cat',
    'echo "a > $b"',
    "jq '.a > .b' /srv/a",
    '# cat > $FILE',
    'echo a > /tmp/a',
    'echo $UIDS $USERS',
    '(( a > b ))',
  ])('is not seen in %j', (text) => {
    expect(linesOf(text)).toEqual([]);
  });

  it('has no line where it is the configuration', () => {
    expect(textNeeds('cat > $X', null)).toEqual([{ reason: 'the command writes to what only a container knows', path: null, line: null }]);
  });
});
