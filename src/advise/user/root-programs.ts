const becomes = 'starts as root and becomes somebody else';
const network = 'manages the network, which only root may';
const system = 'changes the system, which only root may';
const containers = 'runs containers, which only root may';
const observes = 'looks at what others keep from all but root';
const asks = 'asks who it runs as';
const refuses = 'must not run as root, and belongs to a user of its own';
const owners = 'refuses repositories that belong to somebody else';

const groups: readonly (readonly [why: string, names: string])[] = [
  [
    becomes,
    `gosu su-exec setpriv su sudo doas runuser chpst setuidgid s6-setuidgid start-stop-daemon capsh chroot unshare nsenter nginx openresty
    apache2 httpd apachectl apache2ctl haproxy php-fpm memcached sshd cron crond anacron atd supervisord dovecot master named unbound dnsmasq
    rsyslogd syslog-ng chronyd ntpd vsftpd proftpd pure-ftpd squid varnishd s6-svscan s6-overlay-suexec init runsvdir runit exim4 exim
    postfix mysqld mysqld_safe mariadbd mongod rabbitmq-server slapd smbd nmbd winbindd cupsd lighttpd
    inetd xinetd supercronic uwsgi`,
  ],
  [
    network,
    `iptables ip6tables iptables-restore nft ip tc wg wg-quick openvpn keepalived ipvsadm brctl ifconfig route dhclient dhcpd dhcpcd udhcpc
    udhcpd tcpdump tshark dumpcap hostapd pppd xl2tpd ipsec charon pluto nmap arping ping traceroute ethtool conntrack tinc tincd zerotier-one
    tailscaled snort suricata`,
  ],
  [
    system,
    `mount umount sysctl modprobe insmod losetup swapon swapoff ldconfig useradd adduser usermod userdel deluser groupadd addgroup groupmod
    groupdel passwd chpasswd setcap update-ca-certificates update-ca-trust update-alternatives apt apt-get dpkg apk yum dnf microdnf rpm
    service systemctl systemd invoke-rc.d rc-service openrc chown chgrp chmod setfacl mknod install hwclock rpcbind rpc.nfsd rpc.mountd
    exportfs udevd smartctl fdisk mkfs`,
  ],
  [containers, 'dockerd containerd buildkitd runc crun podman buildah kubelet k3s crio'],
  [
    observes,
    `filebeat metricbeat auditbeat packetbeat journalbeat fluent-bit fluentd td-agent promtail alloy vector telegraf collectd cadvisor
    node_exporter falco datadog-agent netdata osqueryd auditd snmpd`,
  ],
  [asks, 'id whoami logname'],
  [refuses, 'postgres postmaster initdb pg_ctl pg_ctlcluster pg_createcluster elasticsearch opensearch'],
  [owners, 'git git-http-backend git-daemon git-upload-pack git-receive-pack git-shell'],
];

const reasons: ReadonlyMap<string, string> = new Map(
  groups.flatMap(([why, names]) => names.split(/\s+/).map((name) => [name, `${name} ${why}`] as const)),
);

/** What a program, by its name, does that only root may; null where nothing is known of it. */
export function rootProgram(name: string): string | null {
  return reasons.get(name) ?? reasons.get(name.replace(/-?\d[\d.]*$/, '')) ?? null;
}
