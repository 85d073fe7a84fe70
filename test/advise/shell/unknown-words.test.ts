// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text of shells
import { describe, expect, it } from 'vitest';
import { program, script } from '../../analyzers/programs.ts';
import { neededBy, startedBy, traceScript, warningsOf } from './trace-script.ts';

const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`/usr/share/many/${at}.txt`, 'x']));
const files = {
  '/usr/share/app/a.sql': 'x',
  '/usr/share/app/sub/b.sql': 'x',
  '/usr/share/app/c.txt': 'x',
  '/usr/lib/run/one': program(),
  '/d/a.sh': script('#!/bin/sh\ninner'),
  ...many,
};
const unread = (line: number, words: string): string =>
  `${line} shell-unresolved-file: which file it reads by ${words} cannot be told beforehand: keep it with --keep if the image has it`;
const unresolved = (line: number, words: string): string =>
  `${line} shell-unresolved-command: what it runs by ${words} cannot be told beforehand: name the program with --exec, or keep it with --keep`;

describe('words of which a part is not known', () => {
  it.each([
    ['psql < "/usr/share/app/$X.sql"', ['/usr/share/app/a.sql may be read by', '/usr/share/app/sub/b.sql may be read by']],
    ['exec 3<> "/usr/share/app/${X#*.}.txt"', ['/usr/share/app/c.txt may be read by']],
    ['while read -r l; do :; done < "/usr/share/$X/c.txt"', ['/usr/share/app/c.txt may be read by']],
    ['cat "/usr/share/app/$X.txt"', ['/usr/share/app/c.txt may be named to a program by']],
    ['run --file="/usr/share/app/$(date).txt"', ['/usr/share/app/c.txt may be named to a program by']],
    ['LD_PRELOAD=/usr/lib/$X/one run', ['/usr/lib/run/one may be loaded by']],
  ])('of a file keep the few that it may be: %s', async (text, expected) => {
    expect(await neededBy({ text: `read X\n${text}`, files })).toEqual(expected);
    expect(await warningsOf({ text: `read X\n${text}`, files })).toEqual([]);
  });

  it.each([
    ['psql < "/usr/share/many/$X.txt"', '< "/usr/share/many/$X.txt"'],
    ['psql < "$X"', '< "$X"'],
    ['exec < "$X/a.sql"', '< "$X/a.sql"'],
    ['cd "$X"; psql < ./a.sql', '< ./a.sql'],
    ['cat "/usr/share/many/$X"', 'cat "/usr/share/many/$X"'],
    ['export LD_PRELOAD="$X"; run', 'LD_PRELOAD="$X"'],
  ])('of a file are told where too many are meant: %s', async (text, words) => {
    const input = { text: `read X\n${text}`, files };
    expect(await warningsOf(input)).toEqual([unread(2, words)]);
    expect(await neededBy(input)).toEqual([]);
  });

  it.each([
    ['T=$(mktemp); psql < "$T"'],
    ['psql > "$X"; psql < "$X"'],
    ['psql < "/run/$X/a.sql"; cat /proc/$X/status'],
    ['cp -r /nowhere "/usr/share/many/$X"'],
    ['psql < "/usr/share/app/$X.md"; psql < "$NOT_SET"'],
    ['mkdir -p "/usr/share/many/$X"; chown me "/usr/share/many/$X"; echo "/usr/share/many/$X"; rm /usr/share/many/$X'],
  ])('stay silent where no file of the image is meant: %s', async (text) => {
    expect(await warningsOf({ text: `read X\n${text}`, files })).toEqual([]);
    expect(await neededBy({ text: `read X\n${text}`, files })).toEqual([]);
  });

  it.each([
    ['of a program', '/usr/lib/run/$X a', ['/usr/lib/run/one a'], '/usr/lib/run/$X a'],
    ['of what is sourced', '. "/d/$X.sh"', ['inner'], '. "/d/$X.sh"'],
    ['in a loop', 'for f in /usr/lib/$X/*; do "$f"; done', ['/usr/lib/run/one'], '"$f"'],
  ])('%s start the few that it may be, and are told', async (_, text, started, words) => {
    expect(await startedBy({ text: `read X\n${text}`, files })).toEqual(started);
    expect(await warningsOf({ text: `read X\n${text}`, files })).toEqual([unresolved(2, words)]);
  });

  it('of an argument start the program with each', async () => {
    const { invocations } = await traceScript({ text: 'read X; python3 "/usr/share/app/$X.txt" a; sh "/d/$X.sh"', files });
    expect(invocations.map(({ argv, confidence }) => `${argv.join(' ')} ${confidence}`)).toEqual([
      'python3 /usr/share/app/$X.txt a likely',
      'python3 /usr/share/app/c.txt a guessed',
      'sh -c  likely',
      'sh /d/a.sh guessed',
    ]);
  });

  it.each([
    ['sh "$X"'],
    ['python3 -u "$X" a'],
    ['java -jar "$X"'],
    ['su - me "$X"'],
    ['su me -s "$X"'],
    ['read -ra C; "${C[@]}"'],
    ['A[5]=run; "${A[5]}"'],
    ['declare -A M=([a]=run); "${M[a]}"'],
    ['A=($X b); A[0]=run; "${A[1]}"'],
    ['A=($X b); A[1]=run; "${A[1]}"'],
    ['bash <(curl x)'],
    ['cd "$X"; ./run'],
    ['cd "$X"; . ./run'],
    ['find "$X" -type f -exec {} \\;'],
    ['cat /list | xargs -I % %'],
    ['cat /list | xargs --replace=% nice %'],
    ['cat /list | xargs -n1 env A=1'],
    ["awk '{ system($0) }' /list"],
    ["awk '{ print $1 | cmd }'"],
  ])('of a command are told: %s', async (text) => {
    const codes = (await warningsOf({ text: `read X\n${text}`, files })).map((line) => line.split(':')[0]);
    expect(codes).toEqual(['2 shell-unresolved-command']);
  });

  it('are told as well when they are arguments of a shell, or of another script', async () => {
    const codes = async (text: string) => (await warningsOf({ text })).map((line) => line.split(':')[0]);
    expect(await codes('read X; sh -c \'exec "$@"\' _ "$X"')).toEqual(['1 shell-unresolved-command']);
    expect(await codes('read X; sh -c \'echo "$@"\' _ "$X"; python3 -m "$X"; python3 -c "$X"; python3 $X')).toEqual([]);
  });
});

describe('what is put into a command', () => {
  it.each([
    ['echo prog | xargs -I@ @', ['xargs', 'prog']],
    ['echo prog | xargs -I{} {} --now', ['xargs', 'prog --now']],
    ['echo prog | xargs -n1 nice', ['xargs', 'nice prog']],
    ['echo prog | xargs -i sh -c "exec {}"', ['xargs', 'sh -c exec prog']],
    ['xargs -r rm', ['xargs -r rm']],
    ['echo prog | xargs', ['xargs']],
    ['find /usr/lib/run -exec {} a \\;', ['find', '/usr/lib/run/one a']],
    ['find /usr/lib/run -type f -exec sh -c \'"$1"\' x {} \\;', ['find', 'sh -c "$1" x /usr/lib/run/one']],
    ['find /usr/share -type f -exec cat {} +', ['find /usr/share -type f -exec cat {} +']],
    ['parallel prog {} ::: a b', ['parallel', '/bin/sh -c prog a', '/bin/sh -c prog b']],
    ['parallel ::: "prog a"', ['parallel', '/bin/sh -c prog a']],
    ['cat /list | parallel -j 2 prog', ['cat /list', 'parallel', '/bin/sh -c ', 'prog']],
    ['echo prog | sh', ['sh -c ', 'prog']],
    ['sh <<< "prog a"', ['sh -c ', 'prog a']],
    ['bash -s < /d/a.sh', ['bash /d/a.sh']],
    ['. /dev/stdin <<< "prog a"', ['prog a']],
    ['source /dev/stdin < /d/a.sh', ['inner']],
    ['read -ra C <<< "prog a b"; "${C[@]}"', ['prog a b']],
    ['read U; gosu $U prog', ['gosu $U prog']],
    ['/usr/lib/run/$(uname -m)', ['uname -m', '/usr/lib/run/x86_64']],
    ['/usr/lib/run/$(dpkg --print-architecture)', ['dpkg --print-architecture', '/usr/lib/run/amd64']],
  ])('is known where it stands in the script: %s', async (text, expected) => {
    expect(await startedBy({ text, files })).toEqual(expected);
    expect(await warningsOf({ text, files })).toEqual([]);
  });

  it('is found among many files by its name', async () => {
    const text = 'LD_PRELOAD=$(find /usr -name one -print -quit) prog';
    const wide = { ...files, ...Object.fromEntries(Array.from({ length: 1_500 }, (_, at) => [`/usr/lib/wide/${at}`, 'x'])) };
    const { invocations } = await traceScript({ text, files: wide });
    expect(invocations.at(-1)).toMatchObject({ argv: ['prog'], env: ['LD_PRELOAD=/usr/lib/run/one'] });
  });
});
