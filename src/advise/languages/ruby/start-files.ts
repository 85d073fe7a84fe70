import { posix } from 'node:path';
import type { Invocation } from '../../tracer.ts';
import type { ImageDisk } from '../image-disk.ts';
import { isSystemDirectory } from '../keep-application.ts';
import type { RubyCommand } from './ruby-command.ts';

const usualNames = ['config.ru', 'config/puma.rb', 'config/unicorn.rb', 'config/application.rb', 'config/environment.rb', 'app.rb'];

/** Files that a server is told to run, and those that it looks for where it is started. */
export function startFiles({ args }: RubyCommand, { workingDir }: Invocation, disk: ImageDisk): readonly string[] {
  const named = args.map((word) => posix.resolve('/', workingDir, word)).filter((path) => /\.(?:rb|ru)$/.test(path) && disk.isFile(path));
  const usual = isSystemDirectory(workingDir) ? [] : usualNames.map((name) => posix.join(workingDir, name));
  return [...named, ...usual.filter((path) => disk.isFile(path))];
}
