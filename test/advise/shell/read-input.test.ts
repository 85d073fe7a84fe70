// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text of shells
import { describe, expect, it } from 'vitest';
import { startedBy, warningsOf } from './trace-script.ts';

const each = 'for m in "${M[@]}"; do "/opt/mods/$m"; done';
const [one, both] = [['/opt/mods/a,b'], ['/opt/mods/a', '/opt/mods/b']];

describe('what a script reads', () => {
  it.each([
    [`IFS=, read -ra M <<< 'a,b'; ${each}`, both],
    [`IFS=:; read -ra M <<< "$MODS"; ${each}`, both],
    [`IFS=: read -r -a M <<< "$MODS"; ${each}`, both],
    [`IFS=, ; unset IFS; read -ra M <<< 'a b'; ${each}`, both],
    [`old=$IFS; IFS=,; IFS=$old; read -ra M <<< 'a b'; ${each}`, both],
    [`read -ra M <<< 'a,b'; ${each}`, one],
    [`read -raM <<< 'a b'; ${each}`, both],
    [`mapfile -t M <<< $'a\\nb'; ${each}`, both],
    ['mapfile -t M <<< $\'a\\nb\'; "/opt/mods/${M[1]}"', ['/opt/mods/b']],
    ["read -ra M <<< 'a b'; /opt/mods/${M[1]}", ['/opt/mods/b']],
    ['read M <<< \' a \'; "/opt/mods/$M"', ['/opt/mods/a']],
    ['read -r M <<< \'a,b\'; "/opt/mods/$M"', one],
  ])('is told apart as the shell does: %s', async (text, expected) => {
    expect(await startedBy({ text, env: ['MODS=a:b'] })).toEqual(expected);
    expect(await warningsOf({ text, env: ['MODS=a:b'] })).toEqual([]);
  });

  it.each([
    [`IFS=$X read -ra M <<< 'a,b'; ${each}`],
    [`if c; then IFS=,; fi; read -ra M <<< 'a,b'; ${each}`],
    [`read -d , -ra M <<< 'a,b'; ${each}`],
    [`read -rd, M <<< 'a,b'; "/opt/mods/$M"`],
    [`read -n 1 M <<< 'ab'; "/opt/mods/$M"`],
    [`read -a M <<< 'a\\ b'; ${each}`],
    [`read M <<< 'a\\b'; "/opt/mods/$M"`],
    [`mapfile -td , M <<< 'a,b'; ${each}`],
    [`mapfile -t -s 1 M <<< $'a\\nb'; ${each}`],
    ['read -ra M < /opt/list; /opt/mods/${M[1]}'],
    ['mapfile -t M < /opt/list; /opt/mods/${M[1]}'],
    ['M=($X a); /opt/mods/${M[1]}'],
  ])('is not known where that is not: %s', async (text) => {
    expect((await startedBy({ text: `read -r X\n${text}` })).filter((line) => line.startsWith('/'))).toEqual([]);
    expect((await warningsOf({ text: `read -r X\n${text}` })).map((line) => line.split(':')[0])).toEqual(['2 shell-unresolved-command']);
  });
});
