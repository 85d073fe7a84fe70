import type { Gatherer } from '../gatherer.ts';

/** The kernel reads this much of an interpreter line. https://man7.org/linux/man-pages/man2/execve.2.html */
const lineBytes = 255;

/** `#!` lines. */
export const scriptGatherer: Gatherer = {
  id: 'script',
  version: 1,
  wants: (file) => (file.head[0] === 0x23 && file.head[1] === 0x21 ? [] : null),
  gather: (file, _content, facts) => {
    const line = file.head.subarray(2, lineBytes).toString('utf8').split('\n', 1)[0] ?? '';
    const match = /^[ \t]*([^ \t]+)[ \t]*(.*)$/s.exec(line.replace(/\r$/, ''));
    if (match === null) return;
    facts.script({ interpreter: match[1] ?? '', argument: match[2]?.trimEnd() || null });
  },
};
