import { posix } from 'node:path';
import { environmentValue } from '../../../program/search-path.ts';
import type { Invocation } from '../../tracer.ts';
import type { ImageDisk } from '../image-disk.ts';
import type { PythonCommand } from './python-command.ts';
import type { PythonLayout } from './python-layout.ts';

export type PythonPath = {
  /** `sys.path`, and the working directory at its end: servers put it there. */
  readonly directories: readonly string[];
  /** `.pth` files that count. */
  readonly pathFiles: readonly string[];
  /** Lines of them that are executed. */
  readonly pathCode: readonly { readonly file: string; readonly code: string }[];
};

export async function pythonPath(
  command: PythonCommand,
  layout: PythonLayout,
  invocation: Invocation,
  disk: ImageDisk,
): Promise<PythonPath> {
  const { workingDir, env } = invocation;
  const variable = command.ignoresEnvironment ? '' : (environmentValue(env, 'PYTHONPATH') ?? '');
  const named = variable.split(':').filter((path) => path !== '');
  const first = command.kind === 'script' ? scriptDirectory(command.text, workingDir, disk) : workingDir;
  const sites = command.isWithoutSite ? [] : layout.siteDirectories;
  const files = await readPathFiles(sites, disk);
  const all = [first, ...named, layout.library, layout.dynamicLibrary, ...sites, ...files.directories, workingDir];
  const directories = all.map((path) => posix.resolve('/', workingDir, path)).filter((path) => disk.isDirectory(path));
  return { directories: [...new Set(directories)], pathFiles: files.pathFiles, pathCode: files.pathCode };
}

/** A script's own directory once symlinks are followed; a directory that is run is its own. */
function scriptDirectory(script: string, workingDir: string, disk: ImageDisk): string {
  const path = posix.resolve('/', workingDir, script);
  if (disk.isDirectory(path)) return path;
  return posix.dirname(disk.realPath(path) ?? path);
}

/** https://docs.python.org/3/library/site.html */
async function readPathFiles(sites: readonly string[], disk: ImageDisk): Promise<PythonPath & { readonly directories: readonly string[] }> {
  const names = sites.flatMap((site) => [...disk.names(site)].map((name) => posix.join(site, name)));
  const texts = await disk.texts(names.filter((name) => /\.(?:pth|egg-link)$/.test(name)));
  const directories: string[] = [];
  const pathCode: { file: string; code: string }[] = [];
  for (const [file, text] of texts) {
    for (const line of text.split(/\r?\n/).map((line) => line.trim())) {
      if (line === '' || line.startsWith('#')) continue;
      if (/^import[ \t]/.test(line)) pathCode.push({ file, code: line });
      else directories.push(posix.resolve(posix.dirname(file), line));
    }
  }
  return { directories, pathFiles: [...texts.keys()], pathCode };
}
