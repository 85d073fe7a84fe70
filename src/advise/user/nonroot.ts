import type { PlanUser } from '../../model/plan.ts';

/** Of distroless images, and of whoever needs a user that is nobody else. */
export const nonroot = { name: 'nonroot', uid: 65_532, gid: 65_532, home: '/home/nonroot' } as const;

/** The user of the plan's own, in the place of root. */
export const madeUser: PlanUser = {
  uid: nonroot.uid,
  gid: nonroot.gid,
  groups: [],
  name: nonroot.name,
  isMade: true,
  reason: 'the image runs as root, and nothing in it was seen to need that',
};
