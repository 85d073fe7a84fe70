import { describe, expect, it } from 'vitest';
import { debuggerAnalyzer } from '../../analyzers/debugger.ts';
import { seenBy } from './analysis-of.ts';
import { program } from './programs.ts';

describe('debugger', () => {
  it.each([
    ['gdb', { layers: [{ '/usr/bin/gdb': program() }] }, ['tool /usr/bin/gdb']],
    ['the port of Node.js', { config: { ExposedPorts: { '80/tcp': {}, '9229/tcp': {} } } }, ['port ExposedPorts=9229/tcp']],
    ['the port of Java without a protocol', { config: { ExposedPorts: { '5005': {} } } }, ['port ExposedPorts=5005']],
    [
      'a start with the inspector',
      { config: { Cmd: ['node', '--inspect=0.0.0.0:9229', 'app.js'] } },
      ['listening Cmd=--inspect=0.0.0.0:9229'],
    ],
    [
      'an entrypoint with the agent of Java',
      { config: { Entrypoint: ['java', '-agentlib:jdwp=transport=dt_socket', 'A'] } },
      ['listening Entrypoint=-agentlib:jdwp=transport=dt_socket'],
    ],
    [
      'a variable',
      { config: { Env: ['NODE_OPTIONS=--max-old-space-size=99 --inspect'] } },
      ['listening Env=NODE_OPTIONS=--max-old-space-size=99 --inspect'],
    ],
    ['the debugger of Python', { config: { Cmd: ['python', '-m', 'debugpy', '--listen', '5678'] } }, ['listening Cmd=debugpy']],
  ])('reports %s', async (_, input, expected) => {
    expect(await seenBy(debuggerAnalyzer, input)).toEqual(expected);
  });

  it.each([
    [
      'other ports, also with a protocol without a debugger',
      { config: { ExposedPorts: { '9228/tcp': {}, '9229/udp': {}, '15005/tcp': {} } } },
    ],
    ['options that only look like it', { config: { Cmd: ['app', '--inspection', '--no-inspect', '--inspect-port-not'] } }],
    ['a variable that no runtime reads', { config: { Env: ['APP_OPTIONS=--inspect'] } }],
    ['a library and its headers', { layers: [{ '/usr/share/gdb/': 0, '/usr/lib/libbpf.so.1': program({ soname: 'libbpf.so.1' }) }] }],
  ])('is silent about %s', async (_, input) => {
    expect(await seenBy(debuggerAnalyzer, input)).toEqual([]);
  });
});
