import { elf, type elfMachines } from '../test/support/elf.ts';
import { type OciImageInput, ociArchive } from '../test/support/oci-layout.ts';

/** One name for several platforms, with the attestations that BuildKit adds; `nested` has an index inside an index. */
export function multiPlatform(): Uint8Array {
  const common = [platform('linux/amd64', 'x86-64'), platform('linux/arm64', 'aarch64')];
  return ociArchive([
    { platforms: common, tags: ['1.4.0', 'latest'], attestations: true },
    { platforms: [{ platforms: common }, platform('linux/arm/v7', 'arm', 32)], tags: ['nested'] },
  ]);
}

function platform(name: string, machine: keyof typeof elfMachines, elfClass: 32 | 64 = 64): OciImageInput {
  const program = elf({ machine, class: elfClass, textBytes: 4000 });
  return {
    platform: name,
    compression: 'gzip',
    layers: [
      { '/etc/': 0, '/etc/passwd': 'root:x:0:0:root:/root:/sbin/nologin\n', '/etc/platform': `${name}\n` },
      { '/usr/bin/buoy': { content: program, mode: 0o755 } },
    ],
    history: ['COPY rootfs / # buildkit', 'COPY buoy /usr/bin/ # buildkit'],
    config: { User: '1000', Entrypoint: ['/usr/bin/buoy'] },
  };
}
