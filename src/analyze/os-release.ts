import type { ReadPattern } from '../model/facts.ts';
import type { ImageView } from './image-view.ts';

/** What a distribution says of itself. https://www.freedesktop.org/software/systemd/man/latest/os-release.html */
export type OsRelease = {
  /** `debian`; '' where it does not say. */
  readonly id: string;
  /** `12`; '' for a rolling release. */
  readonly versionId: string;
};

export const osReleaseReads: readonly ReadPattern[] = [
  { glob: '/usr/lib/os-release', maxBytes: 65_536 },
  { glob: '/etc/os-release', maxBytes: 65_536 },
];

/** null where there is none. */
export function osRelease(image: ImageView): OsRelease | null {
  const text = image.text('/etc/os-release') ?? image.text('/usr/lib/os-release');
  return text === null ? null : { id: assignment(text, 'ID'), versionId: assignment(text, 'VERSION_ID') };
}

/** Shell assignments, of which only plain and quoted values are in use. */
function assignment(text: string, name: string): string {
  const line = text.split('\n').find((line) => line.startsWith(`${name}=`)) ?? '';
  const value = line.slice(name.length + 1).trim();
  const quote = value[0];
  const isQuoted = value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote);
  return isQuoted ? value.slice(1, -1) : value;
}
