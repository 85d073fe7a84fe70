import { keepOwner } from './keep-owner.ts';
import type { Server } from './server.ts';

/** Servers of many programs that start each other in ways that only their own configuration knows. */
export const notUnderstood: Server = {
  id: 'not-understood',
  names:
    /^(?:dovecot|postfix|master|postmulti|exim4?|sendmail|smbd|nmbd|winbindd|named|slapd|cupsd|asterisk|freeradius|cyrmaster|squid|snmpd|systemd)$/,
  trace: (found) => {
    const name = keepOwner(found, found.path, 'of the same package as');
    if (name === null) return;
    // `dovecot-core` and `dovecot-imapd`, `postfix` and `postfix-pcre`.
    const family = name.replace(/-(?:core|server|daemon|base|bin|common|light|heavy)(?:-.*)?$/, '');
    const { packages } = found.scene.inventory;
    for (const { name: other, files } of packages) {
      if (other !== name && (other === family || other.startsWith(`${family}-`)) && files[0] !== undefined) {
        keepOwner(found, found.scene.view.tree.path(files[0]), 'of a package that belongs to');
      }
    }
    const text = `${family} starts and loads what its configuration says, which is not looked into: all of its packages is kept, and what they start may be missing`;
    found.warn('server-not-understood', text);
  },
};
