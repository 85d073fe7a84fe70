import { describe, expect, it } from 'vitest';
import { runFlense } from './run-flense.ts';
import { sample } from './sample.ts';

const app = sample('wasteful-app.tar');

describe('a command that cannot be understood', () => {
  it.each<[string, readonly string[], string]>([
    ['nothing at all', [], 'expected IMAGE, got nothing; see flense --help'],
    ['no image', ['inspect'], 'expected IMAGE, got nothing; see flense inspect --help'],
    ['no path', ['cat', app], 'expected PATH, got nothing; see flense cat --help'],
    ['an unknown option', ['ls', app, '--foo'], "unknown option '--foo'; see flense ls --help"],
    ['a misspelt option', ['ls', app, '--fromat', 'json'], "unknown option '--fromat' (did you mean --format?); see flense ls --help"],
    ['an option without its value', ['ls', app, '--layer'], 'expected a value for --layer <N>, got nothing; see flense ls --help'],
    ['another format', ['ls', app, '-f', 'xml'], '-f, --format <FORMAT>: expected one of text, json, got "xml"; see flense ls --help'],
    ['no directory', ['extract', app, '/etc'], 'expected -o, --output <DIR>, got nothing; see flense extract --help'],
    ['another shell', ['completion', 'tcsh'], 'SHELL: expected one of bash, zsh, fish, got "tcsh"; see flense completion --help'],
    ['too many words', ['ls', app, '/a', '/b'], `expected no more than IMAGE PATH, got "${app}" "/a" "/b"; see flense ls --help`],
    ['a misspelt command', ['inpsect', app], `expected IMAGE, or a command in front of it, got "inpsect" "${app}"; see flense --help`],
    [
      'options in front of the command',
      ['--quiet', 'ls', app],
      'expected options after the command, got some before ls; see flense --help',
    ],
    ['half a command', ['cache'], 'expected one of ls, prune, clear after flense cache, got nothing; see flense cache --help'],
    ['no command of the cache', ['cache', 'empty'], "unknown command 'empty'; see flense cache --help"],
    ['no platform', ['inspect', app, '--platform', 'linux'], '--platform: expected os/arch[/variant] like linux/arm64/v8, got "linux"'],
    ['no size', ['ls', app, '--min-size', 'big'], '--min-size: expected a size like 10MB or 64MiB, got "big"'],
    ['no layer', ['cat', app, '/etc/passwd', '--layer', '-1'], '--layer: expected the number of a layer, 0 being the base, got "-1"'],
    ['no such layer', ['cat', app, '/etc/passwd', '--layer', '99'], '--layer: expected a layer of 0 to 11, got 99'],
    ['changes of no layer', ['ls', app, '--changed'], '--changed: expected --layer N with it, got none'],
    ['an empty glob', ['ls', app, '--glob', ''], 'expected a glob like /etc/**/*.conf, got nothing'],
  ])('is told in one line: %s', async (_, args, message) => {
    expect(await runFlense(args)).toEqual({ status: 2, stdout: '', stderr: `flense: ${message}\n` });
  });

  it('is told without what would drive the terminal', async () => {
    const { stderr } = await runFlense(['ls', app, '--layer', '\u001b[2J\n']);
    expect(stderr).toBe('flense: --layer: expected the number of a layer, 0 being the base, got "\\u001b[2J\\n"\n');
    expect((await runFlense(['ls', app, '--\u009b2J\u202e'])).stderr).toBe(
      "flense: unknown option '--\\x9b2J\\u202e'; see flense ls --help\n",
    );
  });
});

describe('an image that cannot be read', () => {
  it.each<[string, readonly string[], string]>([
    ['nothing there', ['nothing.tar'], 'nothing.tar: expected a file or a directory, got nothing by that name'],
    ['several images', [sample('legacy.tar')], 'expected one image, or its name after --image, got 2: anchor:1.0, anchor:patched'],
    ['no such path', ['ls', app, '/nope'], '/nope: expected a path of the image, got nothing there'],
    [
      'a limit',
      ['ls', app, '--limit', 'layerEntries=1', '--no-cache'],
      'more than 1 (limit layerEntries; raise it with --limit layerEntries=NUMBER)',
    ],
  ])('is told in one line: %s', async (_, args, message) => {
    const { status, stdout, stderr } = await runFlense(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^flense: [^\n]*\n$/);
    expect(stderr).toContain(message);
  });
});

describe('help', () => {
  it.each(['', 'inspect', 'ls', 'cat', 'extract', 'cache', 'cache ls', 'cache prune', 'cache clear', 'completion'])(
    'of flense %s shows an example',
    async (command) => {
      const words = command.split(' ').filter((word) => word !== '');
      const { status, stdout, stderr } = await runFlense([...words, '--help']);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(new RegExp(`^Usage: flense ${command}`));
      expect(stdout).toMatch(/\nExamples:\n.*flense /);
      expect(stdout.split('\n').filter((line) => line.length > 80 && !line.includes('  flense'))).toEqual([]);
    },
  );

  it('also answers to a word', async () => {
    expect(await runFlense(['help', 'ls'])).toEqual(await runFlense(['ls', '--help']));
    expect(await runFlense(['help'])).toEqual(await runFlense(['--help']));
  });
});
