import { formatBytes } from './format-bytes.ts';

/** What a pattern would have kept out of the layers that were copied from the build context. */
export type IgnorePattern = {
  readonly pattern: string;
  readonly fileCount: number;
  readonly bytes: number;
};

/** A `.dockerignore`, the patterns that save most first. https://docs.docker.com/build/concepts/context/#dockerignore-files */
export function renderDockerignore(patterns: readonly IgnorePattern[], reference: string): string {
  const ordered = patterns.toSorted((a, b) => b.bytes - a.bytes || (a.pattern < b.pattern ? -1 : 1));
  const lines = ordered.flatMap(({ pattern, fileCount, bytes }) => [
    `# ${fileCount} ${fileCount === 1 ? 'file' : 'files'}, ${formatBytes(bytes)}`,
    pattern,
  ]);
  const head = `# What ${comment(reference)} got from its build context, and does not need.`;
  return `${[head, ...(ordered.length === 0 ? ['# Nothing was found.'] : lines)].join('\n')}\n`;
}

/** One line, whatever somebody called an image. */
function comment(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}
