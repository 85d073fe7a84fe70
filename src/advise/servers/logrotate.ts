import type { Server } from './server.ts';
import type { ServerTrace } from './server-trace.ts';

const maxFiles = 512;

/** https://man7.org/linux/man-pages/man8/logrotate.8.html */
export const logrotate: Server = {
  id: 'logrotate',
  names: /^logrotate$/,
  trace: async (found) => {
    const open = found.invocation.argv.slice(1).filter((word) => !word.startsWith('-') && found.isFile(word));
    const seen = new Set<string>();
    for (let at = 0; at < open.length && at < maxFiles; at++) {
      const file = found.absolute(open[at]!);
      if (seen.has(file)) continue;
      seen.add(file);
      open.push(...(await readFile(found, file)));
    }
    found.write('/var/lib/logrotate', '/var/log');
  },
};

/** @returns what it includes */
async function readFile(found: ServerTrace, file: string): Promise<readonly string[]> {
  const text = (await found.text(file)) ?? '';
  found.keep('configuration of', [file]);
  for (const [, script] of text.matchAll(
    /^[ \t]*(?:pre|post|first|last)(?:rotate|action|remove)[ \t]*\n([\s\S]{0,4000}?)^[ \t]*endscript/gm,
  ))
    found.start(['/bin/sh', '-c', script!], { from: file });
  if (/^[ \t]*compress\b/m.test(text)) {
    const command = /^[ \t]*compresscmd[ \t]+(\S+)/m.exec(text)?.[1] ?? '/bin/gzip';
    found.start([command], { from: file });
  }
  const included = [...text.matchAll(/^[ \t]*include[ \t]+(\S+)/gm)].map(([, path]) => path!);
  return included
    .flatMap((path) => [...found.matches(path), ...found.matches(`${path.replace(/\/$/, '')}/*`)])
    .filter((path) => found.isFile(path));
}
