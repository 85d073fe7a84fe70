import { posix } from 'node:path';
import type { Node } from '../../../filesystem/image-tree.ts';
import { environmentValue } from '../../../program/search-path.ts';
import type { Invocation, ProgramTracer, Scene, Trace } from '../../tracer.ts';
import { Draft } from '../draft.ts';
import { ImageDisk } from '../image-disk.ts';
import { keepApplication } from '../keep-application.ts';
import { keepTrustStore, keepZones } from '../trust-store.ts';
import { keepFrameworks } from './frameworks.ts';

/** .NET: the host, the shared frameworks that an application asks for, and the application whole. */
export const dotnetTracer: ProgramTracer = {
  id: 'dotnet',
  traceProgram: (program, invocation, scene) => {
    const disk = new ImageDisk(scene);
    const path = scene.view.tree.path(program);
    const assembly =
      posix.basename(path) === 'dotnet'
        ? namedAssembly(invocation)
        : disk.isFile(`${path}.runtimeconfig.json`) || disk.isFile(`${path}.deps.json`)
          ? `${path}.dll`
          : undefined;
    return assembly === undefined ? null : traceDotnet(program, assembly, invocation, scene);
  },
};

/** null where none is named. */
function namedAssembly({ argv, workingDir }: Invocation): string | null {
  const found = argv.slice(1).find((word) => /\.(?:dll|exe)$/i.test(word));
  return found === undefined ? null : posix.resolve('/', workingDir, found);
}

async function traceDotnet(program: Node, assembly: string | null, invocation: Invocation, scene: Scene): Promise<Trace> {
  const path = scene.view.tree.path(program);
  const disk = new ImageDisk(scene);
  const draft = new Draft(path);
  const roots = [
    environmentValue(invocation.env, 'DOTNET_ROOT') ?? '',
    posix.dirname(path),
    '/usr/share/dotnet',
    '/usr/lib/dotnet',
    '/usr/lib64/dotnet',
    '/usr/local/share/dotnet',
  ];
  const root = roots.find((candidate) => candidate !== '' && disk.isDirectory(`${candidate}/shared`)) ?? null;
  if (assembly === null || !disk.isFile(assembly))
    draft.warn(
      'dotnet-assembly-missing',
      'The assembly that dotnet runs was not found in the image, so that all frameworks are kept',
      invocation.from,
    );
  const start = assembly === null ? null : posix.join(posix.dirname(assembly), posix.basename(assembly).replace(/\.(?:dll|exe)$/i, ''));
  if (root !== null) await keepFrameworks(draft, disk, root, start);
  const directory = assembly === null ? posix.resolve('/', invocation.workingDir) : posix.dirname(assembly);
  const isKept = keepApplication(draft, disk, directory, () => false);
  if (!isKept && start !== null)
    for (const suffix of ['.dll', '.deps.json', '.runtimeconfig.json'])
      draft.keep(start + suffix, 'application of', { part: 'application' });
  keepSystem(draft, disk, invocation);
  draft.warn(
    'dotnet-guessed',
    'What a .NET program loads is told by its deps.json and by convention only; try the production image before use',
    assembly,
  );
  return draft.trace;
}

/** Loaded by the runtime by name, so that no ELF file says it. */
function keepSystem(draft: Draft, disk: ImageDisk, { env }: Invocation): void {
  const isInvariant = /^(?:1|true)$/i.test(environmentValue(env, 'DOTNET_SYSTEM_GLOBALIZATION_INVARIANT') ?? '');
  const wanted = isInvariant
    ? /^lib(?:ssl|crypto|gssapi_krb5|z|lttng-ust)\.so/
    : /^lib(?:icu(?:uc|i18n|data)|ssl|crypto|gssapi_krb5|z|lttng-ust)\.so/;
  const multiarch = [...disk.names('/usr/lib')].filter((name) => /-linux-(?:gnu|musl)/.test(name)).map((name) => `/usr/lib/${name}`);
  for (const directory of ['/usr/lib', '/usr/lib64', '/lib', ...multiarch]) {
    for (const name of disk.names(directory))
      if (wanted.test(name)) draft.keep(posix.join(directory, name), 'loaded by name by', { confidence: 'likely' });
  }
  if (!isInvariant && disk.isDirectory('/usr/share/icu')) draft.keepTree('/usr/share/icu', 'cultures of', { confidence: 'likely' });
  keepTrustStore(draft, disk, 'certificates of');
  keepZones(draft, disk, 'time zones of');
}
