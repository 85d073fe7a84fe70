// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text of shells and of configurations
import { describe, expect, it } from 'vitest';
import { shellTracer } from '../../../src/advise/shell/shell-tracer.ts';
import { resolvePath } from '../../../src/filesystem/resolve-path.ts';
import { busybox, program, script } from '../../analyzers/programs.ts';
import { invocationOf, sceneOf } from './scene.ts';
import { neededBy, startedBy, traceScript, warningsOf } from './trace-script.ts';

describe('shellTracer', () => {
  it.each([
    ['every branch', 'if a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
    [
      'lists, pipelines, subshells, groups and what runs behind',
      'a && b || c; d | e; (f); { g; }; h &',
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
    ],
    ['loops', 'for x in 1 2; do a $x; done; while b; do c; done; until d; do e; done', ['a 1', 'a 2', 'b', 'c', 'd', 'e']],
    ['cases', 'case $(uname) in Linux) a;; *) b;; esac', ['uname', 'a', 'b']],
    [
      'substitutions wherever they are',
      'x=$(a); echo "`b`" ${y:-$(c)} $((1 + $(d))); cat <(e) <<E\n$(f)\nE\n',
      ['a', 'b', 'c', 'd', 'e', 'f', 'cat /dev/fd/63'],
    ],
    ['no text of a quoted here-document', "cat <<'E'\n$(f)\nE\n", ['cat']],
    ['backticks in backticks', 'x=`a \\`b\\``', ['b', 'a']],
    ['functions where they are called, and not as programs', 'f() { a "$1"; }; g() { b; }; f x', ['a x']],
    ['functions that are defined later', 'f() { g; }; f; g() { a; }', ['a']],
    ['functions that call themselves', 'f() { a; f; }; f', ['a']],
    ['no builtins', 'cd /; echo a; printf b; test -f c; [ d ]; :; true; local x; umask 022; export A=1', []],
    ['what follows the keyword command, and not what is a function', 'ls() { b; }; command ls -l', ['ls -l']],
    ['programs of exec, nothing behind', 'exec a b; c', ['a b']],
    ['what comes behind an exec of redirections', 'exec 2>&1; a', ['a']],
    ['nothing behind an exit', 'a; exit 0; b', ['a']],
    ['both sides of a function that may return', 'f() { if a; then return 1; fi; b; }; f; c', ['a', 'b', 'c']],
    ['traps', "trap 'a; b' EXIT; trap - INT; trap '' HUP; c", ['a', 'b', 'c']],
    ['constant text of eval', 'eval \'a "$X"\'; eval b c', ['a ', 'b c']],
    ['text of eval as far as it is known', 'eval "a $(b)"', ['b', 'a']],
    ['aliases', "alias l='ls -l'; a", ['ls -l', 'a']],
    ['a negated command, and a timed one', '! a; time b', ['a', 'b']],
    ['variables that are set once', 'P=/opt/app; exec "$P/bin/run" --home=$P', ['/opt/app/bin/run --home=/opt/app']],
    ['commands in a variable', 'J="java -Xmx1g"; $J -jar a.jar', ['java -Xmx1g -jar a.jar']],
    ['variables with two values', 'if a; then C=b; else C=c; fi; $C', ['a', 'b', 'c']],
    ['empty prefixes', '$SUDO a; "$@"', ['a']],
    ['arrays', 'A=(a b); A+=(c); "${A[@]}" d; "${A[1]}"', ['a b c d', 'b']],
    ['arrays whose elements are set', 'A[0]=a; A[1]=b; "${A[@]}"; A[1]=c; "${A[@]}"; A[0]+=d; "${A[@]}"', ['a b', 'a c', 'ad c']],
    ['arrays with indexes', 'A=([0]=a [1]="b c"); "${A[@]}"; "${A[1]}"', ['a b c', 'b c']],
    ['arrays whose indexes are in variables', 'i=0; A[i]=a; i=1; A[$i]=b; "${A[@]}"', ['a b']],
    ['arrays that are filled somewhere', 'A=(a); A[n]=b; "${A[@]}"', ['a', 'b', 'a b']],
    ['arrays without an element', 'A=(a b c); unset "A[1]"; "${A[@]}"', ['a c']],
    ['all values of a table', 'declare -A M=([x]=a [y]=b); for p in "${M[@]}"; do "$p"; done', ['a', 'b']],
    ['defaults', '${CMD:-a} "${X-y z}"; : "${D:=b}"; $D', ['a y z', 'b']],
    ['cut ends', 'f=/a/b.tar.gz; run "${f##*/}" "${f%%.*}" "${f%.gz}" "${f:1:1}"', ['run b.tar.gz /a/b /a/b.tar a']],
    ['braces', 'a {b,c}d', ['a bd cd']],
    ['indirect ones', 'X=a; N=X; "${!N}" b', ['a b']],
    [
      'names of programs that are looked up',
      'N=$(command -v nginx || which httpd); exec $N -t',
      ['which httpd', '/usr/sbin/nginx -t', 'httpd -t'],
    ],
    ['names next to the script', 'exec "$(dirname "$0")/run"', ['dirname /entry.sh', '//run']],
  ])('finds %s', async (_, text, expected) => {
    const found = await startedBy({ text, files: { '/usr/sbin/nginx': program() } });
    expect(found).toEqual(expected);
  });

  it('runs the arguments that the image gives, as the script changes them', async () => {
    const text = 'if [ "${1#-}" != "$1" ]; then set -- redis-server "$@"; fi\nexec "$@"';
    expect(await startedBy({ text, args: ['redis-cli', 'ping'] })).toEqual(['redis-cli ping']);
    expect(await startedBy({ text, args: ['--port', '1'] })).toEqual(['redis-server --port 1']);
    expect(await startedBy({ text: 'shift; exec "$@" "$#"', args: ['a', 'b', 'c'] })).toEqual(['b c 2']);
    expect(await startedBy({ text: 'exec $* "$*"', args: ['a', 'b c'] })).toEqual(['a b c a b c']);
  });

  it('goes the ways of other arguments as well, and says that they are guesses', async () => {
    const { invocations } = await traceScript({ text: 'if [ "$1" = a ]; then exec b; fi\nexec c "$@"', args: ['a'] });
    expect(invocations.map(({ argv, confidence }) => [argv.join(' '), confidence])).toEqual([
      ['b', 'likely'],
      ['c a', 'guessed'],
    ]);
  });

  it('does not start itself with ever more arguments', async () => {
    const text = 'if [ "${1#-}" != "$1" ]; then exec "$0" server "$@"; fi\nexec gosu me "$0" "$@"';
    expect(await startedBy({ text, args: ['server'] })).toEqual(['gosu me /entry.sh server']);
  });

  it('starts programs in the environment and the directory of the script', async () => {
    const text = 'export A=1 PATH="/opt/bin:$PATH"\nB=2\ncd /srv\nC=3 run\nset -a; D=4\nother';
    const { invocations } = await traceScript({ text, env: ['PATH=/bin', 'A=0'], files: { '/srv/': 0 } });
    expect(invocations.map(({ argv, env, workingDir, from }) => ({ argv, env, workingDir, from }))).toEqual([
      { argv: ['run'], env: ['PATH=/opt/bin:/bin', 'A=1', 'C=3'], workingDir: '/srv', from: '/entry.sh' },
      { argv: ['other'], env: ['PATH=/opt/bin:/bin', 'A=1', 'D=4'], workingDir: '/srv', from: '/entry.sh' },
    ]);
  });

  it('follows what is sourced, by path, by PATH and by a loop over a directory', async () => {
    const input = {
      text: '. /lib/one.sh x\nsource two.sh\nfor f in /conf.d/*; do [ -r "$f" ] && . "$f"; done\nf1; exec $SET',
      env: ['PATH=/lib'],
      files: {
        '/lib/one.sh': 'f1() { inner; }\na "$1"',
        '/lib/two.sh': '. /lib/three.sh',
        '/lib/three.sh': 'SET=c; b',
        '/conf.d/x.sh': 'd',
        '/conf.d/y.sh': 'e',
      },
    };
    expect(await startedBy(input)).toEqual(['a x', 'b', 'd', 'e', 'inner', 'c']);
    expect(await neededBy(input)).toEqual([
      '/lib/one.sh sourced by',
      '/lib/two.sh sourced by',
      '/lib/three.sh sourced by',
      '/conf.d/x.sh sourced by',
      '/conf.d/y.sh sourced by',
    ]);
  });

  it('ends where files source each other', async () => {
    expect(await startedBy({ text: '. /a', files: { '/a': 'x; . /b', '/b': 'y; . /a' } })).toEqual(['x', 'y']);
  });

  it('keeps files that are named, and directories only where they are read', async () => {
    const text = [
      '[ -f /etc/app.conf ] && cat /etc/app.conf > /run/app.conf',
      'mkdir -p /data/db; chown -R me /data/db; ls /etc; rm -f /etc/gone; cp -r /srv/seed /data',
      'run --config=/etc/run.conf /usr/share no-such-file hosts < /etc/input',
      'command -v tool; [[ -d /var/lib/x && -e /nowhere ]]',
    ].join('\n');
    const files = {
      ...Object.fromEntries(
        ['/etc/app.conf', '/etc/run.conf', '/etc/input', '/etc/gone', '/srv/seed/a', '/usr/share/doc/a'].map((path) => [path, 'x']),
      ),
      '/data/db/': 0,
      '/var/lib/x/': 0,
      '/usr/bin/tool': program(),
      '/work/hosts': 'x',
    };
    const input = { text, files, workingDir: '/work' };
    expect(await neededBy(input)).toEqual([
      '/etc/app.conf asked for by',
      '/data/db named to a program by',
      '/etc named to a program by',
      '/srv/seed named to a program by with all below',
      '/data named to a program by',
      '/etc/input read by',
      '/etc/run.conf named to a program by',
      '/usr/share named to a program by',
      '/work/hosts named to a program by',
      '/usr/bin/tool looked for by',
      '/var/lib/x asked for by',
    ]);
    expect((await traceScript(input)).writes).toEqual(['/data', '/data/db', '/run/app.conf']);
  });

  it.each([
    [
      'a variable that was read',
      'read -r X\n"$X" --now',
      [
        '2 shell-unresolved-command: what it runs by "$X" --now cannot be told beforehand: name the program with --exec, or keep it with --keep',
      ],
    ],
    [
      'output of a program',
      '\n\n$(config --run) a',
      [
        '3 shell-unresolved-command: what it runs by $(config --run) a cannot be told beforehand: name the program with --exec, or keep it with --keep',
      ],
    ],
    [
      'a variable behind a wrapper',
      'read X; exec gosu me "$X"',
      [
        '1 shell-unresolved-command: what it runs by exec gosu me "$X" cannot be told beforehand: name the program with --exec, or keep it with --keep',
      ],
    ],
    [
      'a file that is sourced',
      'read X; . "$X"',
      [
        '1 shell-unresolved-command: what it runs by . "$X" cannot be told beforehand: name the program with --exec, or keep it with --keep',
      ],
    ],
    [
      'arguments that there are none of',
      'exec "$@"',
      ['1 shell-arguments-missing: it runs its arguments, and the image gives it none: name the command with --exec'],
    ],
    [
      'an open quote',
      'a\n"b',
      [
        '2 shell-syntax: what stands here is no shell that is understood (unterminated double quote): see whether the programs that it starts are kept',
      ],
    ],
  ])('warns of %s, with the line', async (_, text, expected) => {
    expect(await warningsOf({ text })).toEqual(expected);
  });

  it.each([
    ['arguments', 'read X; a "$X" $X; b "$(c)"'],
    ['an assignment by eval', 'eval "$1=\\$value"'],
    ['output that goes elsewhere', 'read X; a > "$X"'],
  ])('does not warn of %s that cannot be known', async (_, text) => {
    expect(await warningsOf({ text, args: ['x'] })).toEqual([]);
  });

  it('calls every function where it cannot tell which', async () => {
    expect(await startedBy({ text: 'f() { a; }; g() { b; }; read X; "$X"' })).toEqual(['a', 'b']);
  });

  it('tries a program by its name where only the directory is unknown', async () => {
    const { invocations } = await traceScript({ text: 'read H; "$H/bin/java" -jar a.jar' });
    expect(invocations.map(({ argv, confidence }) => [argv.join(' '), confidence])).toEqual([['java -jar a.jar', 'guessed']]);
  });

  it('runs text that is handed to another shell, with what it knows', async () => {
    expect(await startedBy({ text: 'sh -c \'a $X\'; read X; bash -c "b $X; c"; su -c "d $X" me; sh <<E\ne $Y\nE\n' })).toEqual([
      'sh -c a $X',
      'bash -c ',
      'b',
      'c',
      'su',
      '/bin/sh -c ',
      'd',
      'sh -c ',
      'e',
    ]);
  });

  it('reads what find and ls print line by line', async () => {
    const files = { '/d/a.sh': script(), '/d/b.env': 'x', '/d/notes': 'x' };
    const text = 'find /d -type f | sort | while read -r f; do case "$f" in *.sh) "$f";; *.env) cat "$f";; esac; done';
    expect(await startedBy({ text, files })).toEqual(['find /d -type f', 'sort', '/d/a.sh', 'cat /d/b.env']);
    expect(await startedBy({ text: 'while read -r f; do run "$f"; done < <(ls /d)', files })).toEqual([
      'ls /d',
      'run a.sh',
      'run b.env',
      'run notes',
    ]);
    expect(await startedBy({ text: 'for f in $(find /d -name "*.sh"); do "$f"; done', files })).toEqual(['find /d -name *.sh', '/d/a.sh']);
  });

  it('knows which words a plain POSIX shell has no builtin for', async () => {
    expect(await startedBy({ text: 'mapfile x', shell: 'dash' })).toEqual(['mapfile x']);
    expect(await startedBy({ text: 'mapfile x', shell: 'bash' })).toEqual([]);
  });

  it('reads texts of -c, with their arguments, and what a login shell reads', async () => {
    const scene = await sceneOf({
      '/bin/bash': program({ strings: ['', 'BASH_VERSION', 'OPTIND'] }),
      '/etc/profile': 'a',
      '/root/.profile': 'b',
    });
    const shell = resolvePath(scene.view.tree, '/bin/bash')!;
    const trace = await shellTracer.traceProgram(
      shell,
      invocationOf(['bash', '-leuo', 'pipefail', '-c', 'exec "$0" "$@"', 'x', 'y']),
      scene,
    );
    expect(trace?.invocations.map(({ argv, from }) => [argv.join(' '), from])).toEqual([
      ['a', '/etc/profile'],
      ['b', '/root/.profile'],
      ['x y', '/bin/bash'],
    ]);
  });

  it('takes busybox for a shell where it is called as one', async () => {
    const scene = await sceneOf({ '/bin/busybox': busybox('ash', 'ls', 'sh'), '/bin/sh': { linkTarget: 'busybox' } });
    const node = resolvePath(scene.view.tree, '/bin/sh')!;
    const argvs = [['/bin/sh', '-c', 'ls'], ['busybox', 'ash', '-c', 'ls'], ['busybox', 'ls'], ['/bin/ls']];
    const traces = await Promise.all(argvs.map(async (argv) => shellTracer.traceProgram(node, invocationOf(argv), scene)));
    expect(traces.map((trace) => trace?.invocations.map(({ argv }) => argv) ?? null)).toEqual([[['ls']], [['ls']], null, null]);
  });

  it('says that nobody knows what is typed into a shell', async () => {
    const scene = await sceneOf({ '/bin/sh': program({ strings: ['', 'OPTIND'] }) });
    const trace = await shellTracer.traceProgram(resolvePath(scene.view.tree, '/bin/sh')!, invocationOf(['sh']), scene);
    expect(trace?.warnings).toEqual([
      {
        code: 'shell-interactive',
        text: 'a shell is started that reads its commands from elsewhere: name with --exec what it is used for',
        path: '/bin/sh',
        line: null,
      },
    ]);
  });

  it('leaves programs alone that are no shells', async () => {
    const scene = await sceneOf({ '/bin/sh': program() });
    expect(await shellTracer.traceProgram(resolvePath(scene.view.tree, '/bin/sh')!, invocationOf(['sh', '-c', 'a']), scene)).toBeNull();
  });
});
