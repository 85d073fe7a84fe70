import type { PlanUser } from './plan.ts';

/**
 * As an image's configuration has it, in numbers, which mean the same in every image and to Kubernetes' `runAsNonRoot`. Engines look
 * for the further groups of a user only where no group is given: the image's passwd says the first.
 * https://github.com/moby/sys/blob/user/v0.4.0/user/user.go
 */
export function formatUser({ uid, gid, groups }: Pick<PlanUser, 'uid' | 'gid' | 'groups'>): string {
  return groups.length === 0 ? `${uid}:${gid}` : String(uid);
}
