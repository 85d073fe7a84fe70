import type { EntryInput, LayerInput } from '../test/support/layers.ts';
import { debianPackages } from './debian-base.ts';
import { program } from './debian-programs.ts';
import { type DebianPackage, dpkgLists, dpkgStatus } from './dpkg.ts';

const added: readonly DebianPackage[] = [
  {
    name: 'gcc-12',
    version: '12.2.0-14',
    section: 'devel',
    summary: 'GNU C compiler',
    sizeKibibytes: 58010,
    files: ['/usr/bin/gcc-12', '/usr/lib/gcc/x86_64-linux-gnu/12/cc1'],
  },
  {
    name: 'make',
    version: '4.3-4.1',
    section: 'devel',
    summary: 'utility for directing compilation',
    sizeKibibytes: 1616,
    files: ['/usr/bin/make'],
  },
  {
    name: 'python3.11-minimal',
    version: '3.11.2-6',
    section: 'python',
    source: 'python3.11',
    summary: 'Minimal subset of the Python language',
    sizeKibibytes: 5340,
    files: ['/usr/bin/python3.11'],
  },
  {
    name: 'sudo',
    version: '1.9.13p3-1+deb12u1',
    section: 'admin',
    summary: 'Provide limited super user privileges to specific users',
    depends: 'libc6 (>= 2.34)',
    sizeKibibytes: 6189,
    files: ['/etc/sudoers', '/usr/bin/sudo'],
  },
];

/** What `apt-get update && apt-get install` leaves behind: the programs, and the lists, archives and logs nobody removed. */
export function aptInstall(): LayerInput {
  return [...Object.entries(tools()), ...Object.entries(database()), ...logs];
}

function tools(): Readonly<Record<string, EntryInput>> {
  return {
    '/etc/sudoers': { content: 'Defaults env_reset\nroot ALL=(ALL:ALL) ALL\n', mode: 0o440 },
    '/usr/bin/gcc-12': { content: program([], { textBytes: 500_000 }), mode: 0o755 },
    '/usr/bin/make': { content: program(['libdl.so.2']), mode: 0o755 },
    '/usr/bin/python3': { linkTarget: 'python3.11' },
    '/usr/bin/python3.11': { content: program(['libm.so.6'], { textBytes: 1_800_000 }), mode: 0o755 },
    '/usr/bin/sudo': { content: program([], { textBytes: 120_000 }), mode: 0o4755 },
    '/usr/lib/gcc/x86_64-linux-gnu/12/cc1': {
      content: program(['libm.so.6'], { textBytes: 3_000_000, symbolTableBytes: 240_000 }),
      mode: 0o755,
    },
  };
}

function database(): Readonly<Record<string, EntryInput>> {
  return {
    '/var/cache/apt/archives/gcc-12_12.2.0-14_amd64.deb': debianArchive(900_000),
    '/var/cache/apt/archives/sudo_1.9.13p3-1+deb12u1_amd64.deb': debianArchive(300_000),
    '/var/lib/apt/lists/deb.example.org_debian_dists_bookworm_InRelease': 'Origin: Debian\nSuite: stable\nCodename: bookworm\n',
    '/var/lib/apt/lists/deb.example.org_debian_dists_bookworm_main_binary-amd64_Packages': availablePackages(4000),
    ...dpkgLists(added),
    '/var/lib/dpkg/status': dpkgStatus([...debianPackages, ...added]),
  };
}

/** The log comes twice, as a builder wrote it that appends to its layer. */
const logs: readonly (readonly [string, EntryInput])[] = [
  ['/var/log/dpkg.log', '2024-03-05 10:00:01 startup archives unpack\n'.repeat(10)],
  ['/var/log/dpkg.log', '2024-03-05 10:00:01 startup archives unpack\n'.repeat(24)],
];

/** An `ar` archive by its first bytes, and nothing of use behind them. */
function debianArchive(sizeBytes: number): Uint8Array {
  const bytes = Buffer.alloc(sizeBytes, 'deb');
  bytes.write('!<arch>\ndebian-binary   1709632800  0     0     100644  4         `\n2.0\n');
  return bytes;
}

function availablePackages(count: number): string {
  const stanzas = Array.from({ length: count }, (_, index) => `Package: sample-${index}\nVersion: 1.${index}-1\nArchitecture: amd64\n\n`);
  return stanzas.join('');
}
