/** What a command downloads to, where it runs as root. https://docs.docker.com/build/cache/optimize/#use-cache-mounts */
const caches: readonly (readonly [command: RegExp, targets: readonly string[]])[] = [
  [/\bapt(?:-get)? (?:-\S+ )*install\b/, ['/var/cache/apt', '/var/lib/apt']],
  [/\bapk (?:-\S+ )*add\b/, ['/var/cache/apk']],
  [/\b(?:dnf|microdnf|yum) (?:-\S+ )*install\b/, ['/var/cache/dnf']],
  [/\bnpm (?:ci|install|i)\b/, ['/root/.npm']],
  [/\byarn(?: install)?(?:$|[\s;&])/, ['/usr/local/share/.cache/yarn']],
  [/\bpnpm (?:install|i|fetch)\b/, ['/root/.local/share/pnpm/store']],
  [/\bpip3? (?:-\S+ )*(?:install|wheel|download)\b/, ['/root/.cache/pip']],
  [/\buv (?:sync|pip)\b/, ['/root/.cache/uv']],
  [/\bpoetry install\b/, ['/root/.cache/pypoetry']],
  [/\bgo (?:build|install|mod|test)\b/, ['/go/pkg/mod', '/root/.cache/go-build']],
  [/\bcargo (?:build|install|fetch)\b/, ['/usr/local/cargo/registry']],
  [/\bmvnw?\b/, ['/root/.m2']],
  [/\bgradlew?\b/, ['/root/.gradle']],
  [/\bcomposer (?:install|update)\b/, ['/root/.composer/cache']],
  [/\bbundle install\b/, ['/usr/local/bundle/cache']],
  [/\bdotnet (?:restore|publish|build)\b/, ['/root/.nuget/packages']],
];

/** Directories that a cache mount should be put on for a command of a shell. */
export function cacheMounts(command: string): readonly string[] {
  return [...new Set(caches.flatMap(([pattern, targets]) => (pattern.test(command) ? targets : [])))];
}
