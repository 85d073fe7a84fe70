/** In a container of the engine these are not the image's own. */
export const mountedFiles = ['/etc/hosts', '/etc/hostname', '/etc/resolv.conf'];
