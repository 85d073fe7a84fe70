import type { Directive } from './directive.ts';

/** Ports of `Listen`, also below `<IfModule>` where the module is loaded. https://httpd.apache.org/docs/2.4/mod/mpm_common.html#listen */
export function apachePorts(directives: readonly Directive[]): readonly number[] {
  const modules = new Set(directives.flatMap(({ name, args }) => (name.toLowerCase() === 'loadmodule' ? args.slice(0, 1) : [])));
  const conditions: boolean[] = [];
  const ports: number[] = [];
  for (const { name, args } of directives) {
    const key = name.toLowerCase();
    const [first = ''] = args;
    if (key.startsWith('<if')) conditions.push(key === '<ifmodule' && modules.has(first.replace(/>$/, '')));
    else if (key.startsWith('</if')) conditions.pop();
    else if (key === 'listen' && conditions.every((holds) => holds)) ports.push(...portOf(first));
  }
  return ports;
}

function portOf(address: string): readonly number[] {
  const port = /^(?:.*:)?(\d{1,5})$/.exec(address)?.[1];
  return port === undefined ? [] : [Number(port)];
}
