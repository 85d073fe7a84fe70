import type { ReadDirective } from './walk-configuration.ts';

/**
 * Ports of `Listen`, also below `<IfModule>` where the module is loaded; what stands below other conditions is left out, what is included
 * there is not. https://httpd.apache.org/docs/2.4/mod/mpm_common.html#listen
 */
export function apachePorts(directives: readonly ReadDirective[]): readonly number[] {
  const modules = new Set(directives.flatMap(({ name, args }) => (name.toLowerCase() === 'loadmodule' ? args.slice(0, 1) : [])));
  const ports: number[] = [];
  // By file, as each has its own: whether each condition that is open holds, and how many do not.
  let at: { readonly file: string; readonly conditions: boolean[]; failing: number } = { file: '', conditions: [], failing: 0 };
  for (const { name, args, file } of directives) {
    if (at.file !== file) at = { file, conditions: [], failing: 0 };
    const key = name.toLowerCase();
    const [first = ''] = args;
    if (key.startsWith('<if')) {
      const holds = key === '<ifmodule' && holdsFor(first.replace(/>$/, ''), modules);
      at.conditions.push(holds);
      if (!holds) at.failing += 1;
    } else if (key.startsWith('</if')) {
      if (at.conditions.pop() === false) at.failing -= 1;
    } else if (key === 'listen' && at.failing === 0) ports.push(...portOf(first));
  }
  return ports;
}

/** A module by its identifier, or by the file that it was made of: `ssl_module`, `mod_ssl.c`. */
function holdsFor(condition: string, modules: ReadonlySet<string>): boolean {
  const name = condition.replace(/^!/, '').replace(/^mod_(\w+)\.c$/, '$1_module');
  return modules.has(name) !== condition.startsWith('!');
}

function portOf(address: string): readonly number[] {
  const port = /^(?:.*:)?(\d{1,5})$/.exec(address)?.[1];
  return port === undefined ? [] : [Number(port)];
}
