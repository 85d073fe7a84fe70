import { describe, expect, it } from 'vitest';
import { known } from '../../../src/advise/shell/field.ts';
import { innerCommands } from '../../../src/advise/shell/inner-commands.ts';

function inner(command: string): readonly string[] {
  return innerCommands(command.split(' ').map(known)).map((fields) => fields.map(({ text }) => text).join(' '));
}

describe('innerCommands', () => {
  it.each([
    ['find . -name x -exec chown me {} + -o -execdir sh -c y ;', ['chown me {}', 'sh -c y']],
    ['find . -delete', []],
    ['xargs -0 -r -n 1 rm -f', ['rm -f']],
    ['xargs', []],
    ['sudo -u me A=1 run --now', ['run --now']],
    ['su -c run me', ['/bin/sh -c run']],
    ['su - me -s /bin/bash --command=run', ['/bin/bash -c run']],
    ['su - me', []],
    ['runuser -u me -- run', ['run']],
    ['runuser me -c run', ['/bin/sh -c run']],
    ['flock -n /run/lock run -x', ['run -x']],
    ['start-stop-daemon --start --exec /usr/sbin/x -- -f', ['/usr/sbin/x -f']],
    ['start-stop-daemon --stop --pidfile /run/x.pid', []],
    ['busybox wget -q x', ['wget -q x']],
    ['busybox --install', []],
    ['/command/with-contenv s6-setuidgid me run', ['s6-setuidgid me run']],
    ['s6-setuidgid me run', ['run']],
    ['gosu me run', ['run']],
    ['env -u X A=1 run a', ['run a']],
    ['timeout -s KILL 5 run', ['run']],
    ['nice -n 5 nohup run', ['nohup run']],
    ['chroot --userspec=me:me / run -x', ['run -x']],
    ['chroot /jail run', []],
    ['sg docker run', ['/bin/sh -c run']],
    ['sg docker -c run', ['/bin/sh -c run']],
    ['runuser -g x -u me run -x', ['run -x']],
    ['runuser --user=me -- run', ['run']],
    ['runuser -l me -c run', ['/bin/sh -c run']],
    ['su me /d/a.sh x', ['/bin/sh /d/a.sh x']],
    ['su -s /bin/run me', ['/bin/run']],
    ['start-stop-daemon --start --exec=/usr/sbin/x -- -f', ['/usr/sbin/x -f']],
    ['start-stop-daemon -Sbx /usr/sbin/x', ['/usr/sbin/x']],
    ['flock --timeout 5 /run/lock run', ['run']],
    ['flock -n /run/lock run -c /etc/run.conf', ['run -c /etc/run.conf']],
    ['flock -w 5 /run/lock -c run', ['/bin/sh -c run']],
    ['flock /run/lock --command run', ['/bin/sh -c run']],
    ['flock /run/lock', []],
    ['watch -n 1 a b', ['/bin/sh -c a b']],
    ['watch -x a b', ['a b']],
    ['unshare --root /x run', ['run']],
    ['socat - EXEC:run,pty,stderr', ['run']],
    ['socat TCP-LISTEN:80 SYSTEM:run', ['/bin/sh -c run']],
    ['socat TCP-LISTEN:80 UNIX:/run/x', []],
    ['/lib64/ld-linux-x86-64.so.2 --library-path /x /bin/run a', ['/bin/run a']],
    ['ldconfig -v', []],
    ['awk BEGIN{system("run")}', ['/bin/sh -c run']],
    ['awk {print|"sort"}', ['/bin/sh -c sort']],
    ['awk {"date"|getline} /x', ['/bin/sh -c date']],
    ['awk $1==1||$2==2{print(a||b)} /x', []],
    ['ls exec run', []],
  ])('of %s are %j', (command, expected) => {
    expect(inner(command)).toEqual(expected);
  });

  it.each([
    ['awk', 'print '.repeat(10_000)],
    ['awk', '"\\'.repeat(10_000)],
    ['awk', 'print ""'.repeat(10_000)],
    [`ld${'1'.repeat(60_000)}`, 'run'],
  ])('are found soon in hostile words of %.10s', (...words) => {
    const start = process.cpuUsage();
    expect(innerCommands(words.map(known))).toEqual([]);
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(100);
  });
});
