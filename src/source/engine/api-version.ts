/** `[1, 41]`. https://docs.docker.com/reference/api/engine/version-history/ */
export type ApiVersion = readonly [major: number, minor: number];

/** The newest that was read up on; an engine that knows newer ones still speaks it. */
const newest: ApiVersion = [1, 51];

/** Since Docker 28: `platform` chooses what to save, and what the history is of. */
export const platformOfSave: ApiVersion = [1, 48];

/** Since Docker 28.1: `platform` chooses what to inspect. */
export const platformOfInspect: ApiVersion = [1, 49];

/**
 * The version to speak with an engine that answered a ping with `header`; null: leave it to the engine, as it does not say.
 * Docker 29 refuses versions before 1.44, Docker 20.10 those after 1.41.
 */
export function negotiateVersion(header: string | undefined): ApiVersion | null {
  const [, major, minor] = /^(\d{1,3})\.(\d{1,5})$/.exec(header ?? '') ?? [];
  if (major === undefined || minor === undefined) return null;
  const offered: ApiVersion = [Number(major), Number(minor)];
  return isAtLeast(offered, newest) ? newest : offered;
}

export function isAtLeast(version: ApiVersion | null, wanted: ApiVersion): boolean {
  if (version === null) return false;
  return version[0] === wanted[0] ? version[1] >= wanted[1] : version[0] > wanted[0];
}
