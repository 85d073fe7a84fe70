import { escapeTerminal } from './escape-terminal.ts';
import type { TextStyle } from './text-style.ts';

/** One step of the way from a file to what the image starts. */
export type WhyStep = { readonly path: string; readonly reason: string };

export type Why =
  | { readonly kind: 'kept'; readonly steps: readonly WhyStep[]; readonly confidence: string }
  | { readonly kind: 'made'; readonly path: string; readonly reason: string }
  | { readonly kind: 'dropped'; readonly path: string; readonly reason: string };

/** `libssl.so.3 ← needed by /usr/bin/node ← the entrypoint`, a step a line. */
export function renderWhyText(why: Why, { paint, signs }: TextStyle): string {
  const arrow = signs.arrow === '→' ? '←' : '<-';
  switch (why.kind) {
    case 'kept': {
      const lines = why.steps.flatMap(({ path, reason }, i) => [
        ...(i === 0 ? [escapeTerminal(path)] : []),
        `${'  '.repeat(i + 1)}${paint('faint', arrow)} ${escapeTerminal(reason)}`,
      ]);
      return `${lines.join('\n')}\n${paint('faint', `kept; ${why.confidence}`)}\n`;
    }
    case 'made':
      return `${escapeTerminal(why.path)}\n  ${paint('faint', arrow)} made by the plan: ${escapeTerminal(why.reason)}\n`;
    case 'dropped':
      return `${escapeTerminal(why.path)}\n  ${paint('waste', 'left out')}: ${escapeTerminal(why.reason)}\n`;
  }
}
