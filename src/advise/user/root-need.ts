import { isFile, modeOf } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import type { Kept } from '../closure.ts';
import type { TracedClosure } from '../trace-closure.ts';
import type { Scene } from '../tracer.ts';

/** Programs that begin as root and become somebody else. */
const droppers = new Set([
  ...['gosu', 'su-exec', 'setpriv', 'su', 'sudo', 'runuser', 'chpst', 'setuidgid', 's6-setuidgid', 'start-stop-daemon', 'capsh', 'chroot'],
  ...['nginx', 'apache2', 'httpd', 'haproxy', 'php-fpm', 'memcached', 'sshd', 'cron', 'crond', 'supervisord', 'dovecot', 'master', 'named'],
  ...[
    'unbound',
    'dnsmasq',
    'rsyslogd',
    'chronyd',
    'ntpd',
    'vsftpd',
    'proftpd',
    'squid',
    'varnishd',
    's6-svscan',
    'init',
    'runsvdir',
    'exim4',
  ],
]);

/**
 * What speaks against another user than root; '' where nothing does: no low port, nobody who drops rights, all readable by others,
 * and nothing but programs, as data may be written to.
 */
export function rootNeed(config: RuntimeConfig, traced: TracedClosure, kept: ReadonlyMap<Node, Kept>, scene: Scene): string {
  const ports = config.exposedPorts.filter((port) => Number.parseInt(port, 10) < 1_024);
  if (ports.length > 0) return `it listens on port ${ports.join(', ')}`;
  const dropper = traced.invocations.map(({ argv }) => programName(argv[0]!)).find((name) => droppers.has(name));
  if (dropper !== undefined) return `${dropper} starts as root and becomes somebody else`;
  if (traced.writes.some((path) => !/^\/(?:var\/)?tmp(?:\/|$)/.test(path)))
    return `it writes to ${traced.writes.find((path) => !/^\/(?:var\/)?tmp(?:\/|$)/.test(path))}`;
  if (traced.invocations.some(({ reason }) => reason === 'interpreter of')) return 'scripts may do what only root may';
  if (config.volumes.length > 0) return 'it has volumes, whose owner nobody knows';
  return keptNeed(kept, scene);
}

function programName(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1).replace(/[\d.]+$/, '');
}

function keptNeed(kept: ReadonlyMap<Node, Kept>, scene: Scene): string {
  const { tree } = scene.view;
  for (const [node, { part }] of kept) {
    const needed = nodeNeed(node, scene);
    if (needed !== '') return needed;
    if (part !== 'runtime' && isFile(tree, node) && scene.view.elf(node) === null)
      return 'it may write where its own files lie, which belong to root';
  }
  return '';
}

function nodeNeed(node: Node, { view }: Scene): string {
  const { tree } = view;
  if (view.shell(node) !== null) return 'scripts and shells may do what only root may';
  const mode = modeOf(tree, node);
  if (isFile(tree, node) && (mode & 0o6000) !== 0) return `${tree.path(node)} runs with the rights of its owner`;
  const others = tree.isDirectory(node) ? 0o005 : 0o004;
  if ((isFile(tree, node) || tree.isDirectory(node)) && (mode & others) !== others) return `only root can read ${tree.path(node)}`;
  return '';
}
