/** What engines put in place of a missing PATH. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Value of a variable; the last one wins, as for the process. null where it is not set. */
export function environmentValue(env: readonly string[], name: string): string | null {
  const entry = env.findLast((line) => line.startsWith(`${name}=`));
  return entry === undefined ? null : entry.slice(name.length + 1);
}

/** Directories of PATH in their order; an empty one stands for the working directory. */
export function searchPath(env: readonly string[]): readonly string[] {
  return (environmentValue(env, 'PATH') ?? defaultPath).split(':');
}
