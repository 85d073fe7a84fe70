import type { Command } from 'commander';
import { adviseCommand } from './commands/advise.ts';
import { cacheCommand } from './commands/cache.ts';
import { catCommand } from './commands/cat.ts';
import { ciCommand } from './commands/ci.ts';
import { completionCommand } from './commands/completion.ts';
import { diffCommand } from './commands/diff.ts';
import { dockerfileCommand } from './commands/dockerfile.ts';
import { dockerignoreCommand } from './commands/dockerignore.ts';
import { extractCommand } from './commands/extract.ts';
import { initCommand } from './commands/init.ts';
import { inspectCommand } from './commands/inspect.ts';
import { k8sCommand } from './commands/k8s.ts';
import { lsCommand } from './commands/ls.ts';
import { referrersCommand } from './commands/referrers.ts';
import { sbomCommand } from './commands/sbom.ts';
import { slimCommand } from './commands/slim.ts';
import { verifyCommand } from './commands/verify.ts';
import { viewCommand } from './commands/view.ts';
import { type CommandText, defineCommand } from './define-command.ts';
import type { Host } from './host.ts';
import { imageDescription } from './image-options.ts';

const text: CommandText = {
  name: 'flense',
  usage: 'IMAGE [options]\n       flense COMMAND [options]',
  summary: '',
  description: `Shows where the bytes of a container image come from, which of them are wasted, and what to change.\n\nIMAGE is ${imageDescription}.`,
  examples: [
    ['flense image.tar', 'the report'],
    ['flense ls image.tar /usr/lib --min-size 1MB', 'the large files below a directory'],
    ['flense cat image.tar /etc/os-release', 'a file'],
    ['flense inspect image.tar --format json', 'everything, as data'],
  ],
};

/** The tree of commands. Their work is loaded when one of them runs. */
export function createProgram(host: Host): Command {
  return defineCommand(text, host)
    .version(host.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help; each command has its own')
    .helpCommand('help [COMMAND]', 'the same as --help')
    .addCommand(viewCommand(host), { isDefault: true, hidden: true })
    .addCommand(inspectCommand(host))
    .addCommand(lsCommand(host))
    .addCommand(catCommand(host))
    .addCommand(extractCommand(host))
    .addCommand(diffCommand(host))
    .addCommand(adviseCommand(host))
    .addCommand(dockerfileCommand(host))
    .addCommand(slimCommand(host))
    .addCommand(verifyCommand(host))
    .addCommand(initCommand(host))
    .addCommand(ciCommand(host))
    .addCommand(k8sCommand(host))
    .addCommand(referrersCommand(host))
    .addCommand(dockerignoreCommand(host))
    .addCommand(sbomCommand(host))
    .addCommand(cacheCommand(host))
    .addCommand(completionCommand(host));
}
