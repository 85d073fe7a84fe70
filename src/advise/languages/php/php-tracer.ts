import { posix } from 'node:path';
import type { Node } from '../../../filesystem/image-tree.ts';
import { environmentValue } from '../../../program/search-path.ts';
import type { Invocation, ProgramTracer, Scene, Trace } from '../../tracer.ts';
import { Draft } from '../draft.ts';
import { ImageDisk } from '../image-disk.ts';
import { keepApplication } from '../keep-application.ts';
import { keepZones } from '../trust-store.ts';
import { keepConfiguration } from './keep-configuration.ts';
import { parsePhpCommand } from './php-command.ts';
import { keepIncludes } from './php-includes.ts';

const names = /^(?:php(?:\d[\d.]*)?(?:-(?:fpm|cli|cgi|zts)[\d.]*)?|php-fpm[\d.]*|frankenphp)$/;

/** PHP with its configuration, the extensions that this loads, and the scripts. */
export const phpTracer: ProgramTracer = {
  id: 'php',
  traceProgram: (program, invocation, scene) => (names.test(scene.view.tree.name(program)) ? tracePhp(program, invocation, scene) : null),
};

async function tracePhp(program: Node, invocation: Invocation, scene: Scene): Promise<Trace> {
  const path = scene.view.tree.path(program);
  const disk = new ImageDisk(scene);
  const draft = new Draft(path);
  const command = parsePhpCommand(invocation.argv);
  const always = await keepConfiguration(draft, disk, { command, env: invocation.env, workingDir: invocation.workingDir, program: path });
  // Debian's PHP has no zones of its own.
  if (path.startsWith('/usr/bin/') || path.startsWith('/usr/sbin/')) keepZones(draft, disk, 'time zones of');
  const workingDir = posix.resolve('/', invocation.workingDir);
  const scripts = [...command.scripts].map((script) => posix.resolve(workingDir, script));
  for (const script of scripts) {
    if (!disk.isFile(script))
      draft.warn(
        'php-script-missing',
        `The script ${script} is not in the image; what it includes must be kept with --keep`,
        invocation.from,
      );
    else if (script !== invocation.from) draft.keep(script, 'script of', { part: 'application' });
  }
  const roots = new Set([
    ...scripts.map((script) => posix.dirname(script)),
    ...[command.documentRoot ?? [], environmentValue(invocation.env, 'PHP_DOCUMENT_ROOT') ?? []]
      .flat()
      .map((root) => posix.resolve(workingDir, root)),
    workingDir,
    '/var/www/html',
  ]);
  for (const root of roots) keepApplication(draft, disk, root, (_, name) => name === 'node_modules');
  await keepIncludes(draft, disk, [...roots], always);
  return draft.trace;
}
