import { describe, expect, it } from 'vitest';
import { wrappedAssignments, wrappedCommand } from '../../src/program/wrapped-command.ts';

describe('wrappedCommand', () => {
  it.each([
    ['tini -g -- node app.js', 'node app.js'],
    ['/usr/bin/dumb-init node app.js', 'node app.js'],
    ['gosu redis redis-server /etc/redis.conf', 'redis-server /etc/redis.conf'],
    ['su-exec 1000:1000 app', 'app'],
    ['setpriv --reuid 1000 --clear-groups app -x', 'app -x'],
    ['env -u HOME A=1 B=2 app --port 80', 'app --port 80'],
    ['nice -n 5 app', 'app'],
    ['timeout -s KILL 5s app', 'app'],
    ['nohup app', 'app'],
    ['s6-setuidgid www app', 'app'],
    ['chpst -u www app', 'app'],
    ['setpriv --pdeathsig SIGTERM --reuid 1000 app', 'app'],
    ['setpriv --apparmor-profile x --ptracer any --euid 1 app', 'app'],
    ['chrt -f 1 app', 'app'],
    ['choom -n 500 -- app', 'app'],
    ['nsenter -t 1 -n app', 'app'],
    ['linux64 app', 'app'],
  ])('%s starts %s', (wrapper, command) => {
    expect(wrappedCommand(wrapper.split(' '))).toEqual(command.split(' '));
  });

  it('takes apart what env is given as one word', () => {
    expect(wrappedCommand(['env', '-S', 'A=1 python3 -u', '/app.py'])).toEqual(['python3', '-u', '/app.py']);
    expect(wrappedCommand(['env', '-S python3 -u', '/app.py'])).toEqual(['python3', '-u', '/app.py']);
    expect(wrappedCommand(['env', '-i', '-u', 'X', '-S', 'A=1 python3 -u', '/app.py'])).toEqual(['python3', '-u', '/app.py']);
    expect(wrappedCommand(['env', 'app', '-S', 'x y'])).toEqual(['app', '-S', 'x y']);
    expect(wrappedCommand(['env', '-S'])).toBeNull();
    expect(wrappedCommand(['env', '--split-string=node --test', 'a'])).toEqual(['node', '--test', 'a']);
  });

  it.each(['node app.js', 'env', 'env A=1', 'tini', 'gosu redis', 'constructor x'])('%s wraps nothing', (command) => {
    expect(wrappedCommand(command.split(' '))).toBeNull();
  });

  it('tells what env sets', () => {
    expect(wrappedAssignments(['env', '-i', 'A=1', 'B=2', 'app', 'C=3'])).toEqual(['A=1', 'B=2']);
    expect(wrappedAssignments(['env', '-S', 'A=1 app'])).toEqual(['A=1']);
    expect(wrappedAssignments(['nice', 'A=1', 'app'])).toEqual([]);
  });
});
