import { type Command, Option } from 'commander';
import { parseByteSize } from '../../model/byte-size.ts';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';

const text: CommandText = {
  name: 'cache',
  usage: 'ls|prune|clear',
  summary: 'the layer indexes and blobs that are kept between runs',
  description:
    'Shows and removes what is kept between runs: indexes of layers, and blobs of registries. It is in $XDG_CACHE_HOME/flense or ~/.cache/flense.',
  examples: [
    ['flense cache ls', 'what is kept'],
    ['flense cache prune --max-size 500MB', 'the least recently used leave'],
    ['flense cache clear', 'all leave'],
  ],
};

const lsText: CommandText = {
  name: 'ls',
  usage: '',
  summary: 'what is kept',
  description: 'Lists the indexes, then the blobs, the most recently used first.',
  examples: [['flense cache ls', 'what is kept']],
};

const pruneText: CommandText = {
  name: 'prune',
  usage: '[options]',
  summary: 'removes the least recently used',
  description: 'Removes the least recently used indexes and blobs, and what interrupted runs left behind.',
  examples: [['flense cache prune --max-size 500MB', 'keeps at most 500 MB']],
};

const clearText: CommandText = {
  name: 'clear',
  usage: '',
  summary: 'removes all',
  description: 'Removes all indexes and blobs.',
  examples: [['flense cache clear', 'starts from nothing']],
};

export function cacheCommand(host: Host): Command {
  const prune = defineCommand(pruneText, host).addOption(
    new Option('--max-size <SIZE>', 'how much may stay: 500MB, 2GiB')
      .argParser(parseMaxSize)
      .default(null, '2GiB of indexes, 4GiB of blobs'),
  );
  return defineCommand(text, host)
    .addCommand(defineCommand(lsText, host).action(async () => (await import('../cache.ts')).listCache(host)))
    .addCommand(
      prune.action(async ({ maxSize }: { readonly maxSize: number | null }) => (await import('../cache.ts')).pruneCache(maxSize, host)),
    )
    .addCommand(defineCommand(clearText, host).action(async () => (await import('../cache.ts')).clearCache(host)));
}

function parseMaxSize(text: string): number {
  return parseByteSize(text, '--max-size');
}
