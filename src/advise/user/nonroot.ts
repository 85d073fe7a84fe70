/** Of distroless images, and of whoever needs a user that is nobody else. */
export const nonroot = { name: 'nonroot', uid: 65_532, gid: 65_532, home: '/home/nonroot' } as const;
