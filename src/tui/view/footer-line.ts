import { bindingsIn } from '../keys/key-map.ts';
import type { Look } from '../paint/look.ts';
import { type Line, type Span, span, spansWidth, untrusted } from '../paint/span.ts';
import { keyContext } from '../state/key-context.ts';
import type { FilterPrompt } from '../state/overlay.ts';
import type { Ready, State } from '../state/state.ts';
import { keyLabel } from './key-label.ts';
import { inputSpans } from './palette-pane.ts';

/** What went on, otherwise the keys that work now, as many as there is room for; help and quit always. */
export function footerLine(state: State, ready: Ready): Line {
  const { columns } = state.size;
  const { message } = state;
  if (message !== null) {
    return {
      spans: [
        span(message.isError ? ' ! ' : ' * ', message.isError ? 'bad' : 'good'),
        untrusted(message.text, message.isError ? 'bad' : 'good'),
      ],
    };
  }
  const { overlay } = ready;
  if (overlay?.kind === 'filter') return filterLine(overlay, ready, state.look);
  const context = keyContext(ready);
  if (context === null) return { spans: [span(' '), ...hint('enter', 'done'), ...hint('esc', 'back')] };
  const shown = bindingsIn(context, state.keys).filter(({ footer }) => footer !== undefined);
  const last = shown.filter(({ command }) => command === 'help' || command === 'quit');
  const first = shown.filter(({ command }) => command !== 'help' && command !== 'quit');
  const end = last.flatMap(({ keys, footer }) => hint(keys[0]!, footer!));
  const spans: Span[] = [span(' ')];
  for (const { keys, footer } of first) {
    const next = hint(keys[0]!, footer!);
    if (spansWidth(spans) + spansWidth(next) + spansWidth(end) > columns) break;
    spans.push(...next);
  }
  return { spans: [...spans, ...end] };
}

/** What is typed, and what is wrong with it or what can be typed. */
function filterLine({ text, error }: FilterPrompt, { screen }: Ready, look: Look): Line {
  const examples =
    screen === 'explore' ? 'size>10MB type:elf layer:3 owner:root mode:setuid name:*.so !path:/usr/**' : 'words that must be in it';
  const note = error !== null ? untrusted(`  ${error}`, 'bad') : span(`  ${examples}`, 'faint');
  return { spans: [span(' '), ...inputSpans('filter', text, look), note] };
}

function hint(key: string, text: string): readonly Span[] {
  return [span(keyLabel(key), 'key'), span(` ${text}   `, 'faint')];
}
