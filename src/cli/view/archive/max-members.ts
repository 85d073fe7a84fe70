/** More members of an archive than this are not listed. */
export const maxMembers = 50_000;
