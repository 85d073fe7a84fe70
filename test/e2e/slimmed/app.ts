/** A real application: how its image is built from Debian's packages, and what it must do before and after it is slimmed. */
export type App = {
  readonly name: string;
  /** The instructions after `FROM`, of the file in whose build context `files` are. */
  readonly dockerfile: readonly string[];
  /** The image that it is built on; Debian 12 unless told otherwise. */
  readonly base?: string;
  /** By path in the build context. */
  readonly files: Readonly<Record<string, string>>;
  /** Puts what no text is into the build context. */
  readonly prepare?: (context: string) => Promise<void>;
  readonly check: Check;
  /** Programs that it cannot do without although an attacker would like them: `shell`, `setuid-file`. */
  readonly needs?: readonly ('shell' | 'package-manager' | 'setuid-file')[];
  /** What the original touches and the plan leaves out on purpose, named below the table. */
  readonly without?: { readonly paths: RegExp; readonly reason: string };
};

/** What is done to a container, the same one before and after. */
export type Check = {
  /** Waited for, then `probe` runs; null for a program that does its work and ends. */
  readonly port: number | null;
  /** A shell script that runs on this machine in the container's network; '' where there is no port. Its output is compared. */
  readonly probe: string;
  /** That something was there to be compared. */
  readonly expected: RegExp;
};

/** Exit status and output of a program that ends, or what the probe said. */
export type Behaviour = { readonly status: number | null; readonly output: string };

/** Installs packages, and leaves the lists as a careless person would. */
export function install(...packages: readonly string[]): string {
  return `RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}
