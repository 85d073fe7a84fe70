import type { InstalledPackage } from '../../analyze/packages/installed-package.ts';
import type { Strategy } from '../../model/plan.ts';
import { need } from '../need.ts';
import { isSystem } from '../strategy/package-rest.ts';
import type { Need } from '../tracer.ts';

const releases = ['/etc/os-release', '/usr/lib/os-release', '/etc/debian_version', '/etc/alpine-release', '/etc/redhat-release'];

/** What tells scanners which distribution it is, and people under which licences. */
export function metadataNeeds(kept: readonly InstalledPackage[], strategy: Strategy): readonly Need[] {
  const options = { from: null, part: 'metadata' as const };
  const system = strategy === 'minimal' ? [] : kept.filter(({ type }) => isSystem(type));
  return [
    ...releases.map((path) => need(path, 'what scanners know the distribution by', options)),
    ...system.flatMap(({ name }) =>
      ['copyright', 'LICENSE'].map((file) => need(`/usr/share/doc/${name}/${file}`, `licence of the package ${name}`, options)),
    ),
  ];
}
