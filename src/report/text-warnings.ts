import { escapeTerminal } from './escape-terminal.ts';
import { wrapWords } from './fit-text.ts';
import type { TextStyle } from './text-style.ts';

export function textWarnings(warnings: readonly string[], { paint, signs, width }: TextStyle): readonly string[] {
  if (warnings.length === 0) return [];
  const lines = warnings.flatMap((warning) =>
    wrapWords(escapeTerminal(warning), width - 4, signs.ellipsis).map((line, i) => `  ${i === 0 ? signs.bullet : ' '} ${line}`),
  );
  return [paint('bad', 'Warnings'), ...lines];
}
