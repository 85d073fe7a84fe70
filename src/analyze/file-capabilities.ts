/** What `security.capability` grants a program. https://man7.org/linux/man-pages/man7/capabilities.7.html */
export type FileCapabilities = {
  readonly version: 1 | 2 | 3;
  /** Names like `cap_net_raw`, in the kernel's order; numbers that have no name yet are `cap_<number>`. */
  readonly permitted: readonly string[];
  readonly inheritable: readonly string[];
  /** What is permitted is in effect from the start. */
  readonly isEffective: boolean;
  /** uid of root in the user namespace that it holds for; only in version 3. */
  readonly rootUid?: number;
};

/** In the order of their numbers. https://github.com/torvalds/linux/blob/v6.8/include/uapi/linux/capability.h */
const names: readonly string[] = (
  'chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable net_bind_service net_broadcast net_admin ' +
  'net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin sys_boot sys_nice sys_resource sys_time ' +
  'sys_tty_config mknod lease audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm block_suspend audit_read perfmon ' +
  'bpf checkpoint_restore'
)
  .split(' ')
  .map((name) => `cap_${name}`);

/** Version → words of each set, and bytes of the whole. */
const layouts: Readonly<Record<number, { readonly version: 1 | 2 | 3; readonly words: number; readonly bytes: number }>> = {
  1: { version: 1, words: 1, bytes: 12 },
  2: { version: 2, words: 2, bytes: 20 },
  3: { version: 3, words: 2, bytes: 24 },
};

/** null for what the kernel would refuse as well. */
export function parseFileCapabilities(value: Buffer): FileCapabilities | null {
  const layout = value.length < 4 ? undefined : layouts[value[3]!];
  if (layout === undefined || value.length !== layout.bytes) return null;
  const words = Array.from({ length: layout.words }, (_, index) => 4 + 8 * index);
  return {
    version: layout.version,
    permitted: words.flatMap((at, index) => namesOf(value.readUInt32LE(at), 32 * index)),
    inheritable: words.flatMap((at, index) => namesOf(value.readUInt32LE(at + 4), 32 * index)),
    isEffective: (value[0]! & 1) !== 0,
    ...(layout.version === 3 ? { rootUid: value.readUInt32LE(20) } : {}),
  };
}

/** As `getcap` writes it: `cap_net_raw=ep`. */
export function formatFileCapabilities({ permitted, inheritable, isEffective }: FileCapabilities): string {
  const flags = (name: string): string =>
    (isEffective ? 'e' : '') + (inheritable.includes(name) ? 'i' : '') + (permitted.includes(name) ? 'p' : '');
  const groups = new Map<string, string[]>();
  for (const name of [...new Set([...permitted, ...inheritable])]) groups.set(flags(name), [...(groups.get(flags(name)) ?? []), name]);
  return [...groups].map(([flag, members]) => `${members.join(',')}=${flag}`).join(' ');
}

function namesOf(word: number, first: number): readonly string[] {
  return Array.from({ length: 32 }, (_, bit) => bit)
    .filter((bit) => ((word >>> bit) & 1) === 1)
    .map((bit) => names[first + bit] ?? `cap_${first + bit}`);
}
