import { matchPaths } from '../../filesystem/match-paths.ts';
import { need } from '../need.ts';
import { readTextAt } from '../read-text.ts';
import type { Need, Scene } from '../tracer.ts';

const file = '/etc/nsswitch.conf';
const maxBytes = 65_536;
const maxServices = 64;

/** Databases that a convention is about. */
const databases: Readonly<Record<string, readonly string[]>> = {
  users: ['passwd', 'group', 'shadow', 'gshadow', 'initgroups', 'passwd_compat', 'group_compat'],
  hosts: ['hosts'],
  services: ['services'],
  protocols: ['protocols'],
};

/** Modules that the C library is told to ask: `passwd: files extrausers`. https://man7.org/linux/man-pages/man5/nsswitch.conf.5.html */
export async function nameServiceNeeds(convention: string, from: string, scene: Scene): Promise<readonly Need[]> {
  const asked = Object.hasOwn(databases, convention) ? databases[convention]! : [];
  if (asked.length === 0) return [];
  const services = servicesOf((await readTextAt(scene, file, maxBytes)) ?? '', asked);
  return services.flatMap((name) =>
    ['/usr/lib/*', '/lib/*', '/usr/lib64', '/lib64', '/usr/lib', '/lib']
      .flatMap((directory) => matchPaths(scene.view.tree, `${directory}/libnss_${name}.so.2`))
      .map((path) => need(path, `name service that ${file} names for`, { from, confidence: 'likely' })),
  );
}

function servicesOf(text: string, asked: readonly string[]): readonly string[] {
  const lines = text.split('\n').map((line) => /^\s*(\w+)\s*:([^#]*)/.exec(line));
  const named = lines.flatMap((line) =>
    line !== null && asked.includes(line[1]!) ? line[2]!.replace(/\[[^\]]*\]/g, ' ').split(/\s+/) : [],
  );
  return [...new Set(named)].filter((name) => /^\w+$/.test(name)).slice(0, maxServices);
}
